#!/bin/sh
# Makes tests/kept/schema-REVISION.db, for a revision that is not released yet: sh tests/kept/make.sh REVISION
# It is run where the repository is, after each change of what the store holds or derives. A store of a
# released revision is never made again: that it opens as it is, is what the tests hold it for.
set -eu
store="tests/kept/schema-$1.db"
list="$(mktemp -d)/drivers.csv"
printf 'id,name,type\nw1,Tomas Reyl,person\nw2,Pavel Dorn,person\n' > "$list"
rm -f "$store"
export ONRECORD_STORE="$store"
onrecord="${PYTHON:-python} -m onrecord"
$onrecord add examples/bridge/articles.jsonl
$onrecord correct sd3d4e15b99cb5fa80d7e --right --by "A reader"
$onrecord judge e611fd9f90503d7359741 e001b8e97735d471f8fbb same --by "A reader" --note "the engineer"
$onrecord watch add "$list"
$onrecord resolve
${PYTHON:-python} - "$store" << 'END'
import sys
from onrecord.model.clock import now_utc
from onrecord.store.audit import AuditEntry, add_entry
from onrecord.store.opening import open_store
with open_store(sys.argv[1]) as store, store.writing() as connection:
    add_entry(connection, AuditEntry(at=now_utc(), by="ann", action="log in", target="ann"))
END
$onrecord verify --all
${PYTHON:-python} - "$store" << 'END'
import sqlite3, sys
file = sqlite3.connect(sys.argv[1])
file.execute("PRAGMA journal_mode = DELETE")
file.execute("VACUUM")
file.close()
END
