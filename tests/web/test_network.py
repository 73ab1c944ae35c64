"""Networks: names, and between them lists of claims."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.web.test_who import ask


def test_a_tie_has_the_claims_that_it_stands_for(client: TestClient) -> None:
    found = ask(client, "/network", name="Karim Bensalah")
    names = {one["id"]: one["name"] for one in found["nodes"]}
    assert [one["name"] for one in found["nodes"] if one["is_asked"]] == ["Karim Bensalah"]
    said = [one for one in found["ties"] if one["relation"] == "says of"]
    assert ("Karim Bensalah", "Morocco") in {(names[one["source"]], names[one["target"]]) for one in said}
    for tie in found["ties"]:
        assert tie["number"] >= len(tie["claims"]) > 0
        assert {tie["source"], tie["target"]} <= set(names)
        kind = "statement" if tie["relation"] == "says of" else "event"
        assert {one["hit"]["kind"] for one in tie["claims"]} == {kind}


def test_the_table_has_every_tie_and_links_to_items(client: TestClient) -> None:
    found = ask(client, "/network", name="Karim Bensalah")
    page = client.get("/network", params={"name": "Karim Bensalah"}).text
    for tie in found["ties"]:
        assert f'id="{tie["id"]}"' in page
        for one in tie["claims"]:
            assert f'href="/items/{one["hit"]["id"]}"' in page
    assert 'id="__________cytoscape_stylesheet"' in page


def test_the_number_of_nodes_is_bounded(client: TestClient) -> None:
    whole = ask(client, "/network", name="Karim Bensalah")
    found = ask(client, "/network", name="Karim Bensalah", nodes="1")
    assert len(found["nodes"]) == 2
    assert found["left_out"] == len(whole["nodes"]) - 2 + whole["left_out"]
    assert client.get("/api/network", params={"name": "Karim Bensalah", "nodes": "900"}).status_code == 422


def test_a_happening_that_several_articles_tell_is_one_claim(client: TestClient) -> None:
    found = ask(client, "/network", name="Anna Keller")
    names = {one["id"]: one["name"] for one in found["nodes"]}
    (tie,) = [
        one
        for one in found["ties"]
        if {names[one["source"]], names[one["target"]]} == {"Anna Keller", "Victor Brandt"}
        and one["relation"] == "together"
    ]
    met = [one for one in tie["claims"] if one["hit"]["type"] == "meeting"]
    assert [one["articles"] for one in met] == [2]
    assert client.get(f"/claims/{met[0]['group']}").status_code == 200
