# onrecord in a container: docker build -t onrecord . && docker run --rm -i onrecord read - < article.txt
# docs/install.md has how to keep a store and how to serve it.

FROM python:3.11-slim-bookworm AS build
WORKDIR /build
COPY requirements.lock pyproject.toml README.md LICENSE ./
COPY src src
RUN python -m venv /opt/onrecord \
    && /opt/onrecord/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
    && /opt/onrecord/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
    && /opt/onrecord/bin/pip uninstall --yes hatchling editables pip \
    && /opt/onrecord/bin/onrecord --version

FROM python:3.11-slim-bookworm
# A number and no name, so that whatever runs this can see that it is not root.
RUN groupadd --gid 10001 onrecord \
    && useradd --uid 10001 --gid onrecord --no-create-home --home-dir /data --shell /usr/sbin/nologin onrecord \
    && install --directory --owner=onrecord --group=onrecord --mode=0750 /data
COPY --from=build /opt/onrecord /opt/onrecord
ENV PATH=/opt/onrecord/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    ONRECORD_STORE=/data/onrecord.db \
    ONRECORD_CACHE=/data/cache \
    ORT_DISABLE_TELEMETRY=1
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8321
# Only `serve` goes on: where nothing listens, as while `add` runs, whether the program starts is all that is asked.
HEALTHCHECK --interval=30s --timeout=10s --start-period=20s CMD ["python", "-c", "import socket, urllib.request as web\nwith socket.socket() as line:\n    serves = line.connect_ex(('127.0.0.1', 8321)) == 0\nif serves:\n    web.urlopen('http://127.0.0.1:8321/static/site.css', timeout=8).close()\nelse:\n    import onrecord"]
ENTRYPOINT ["onrecord"]
CMD ["--help"]
