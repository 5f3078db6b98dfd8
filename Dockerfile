# One image for web, worker, beat and migrate; docker/entrypoint says which a container is.
FROM python:3.11-slim-bookworm AS build

WORKDIR /srv/jtai
COPY requirements.txt ./
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes --requirement requirements.txt

FROM python:3.11-slim-bookworm

# A release of Debian changes a package's version only to mend it: pinning versions would pin their faults.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        fonts-liberation2 libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --home-dir /srv/jtai --shell /usr/sbin/nologin jtai

WORKDIR /srv/jtai
COPY --from=build /opt/venv /opt/venv
COPY . .
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    JTAI_VAR=/srv/jtai/var
# The code stays root's; only these two folders are the application's, and files go to the store.
RUN SECRET_KEY=only-for-collecting-static-files python manage.py collectstatic --no-input -v 0 \
    && install --directory --owner jtai var/mail var/beat

USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["/srv/jtai/docker/entrypoint", "healthy", "web"]
ENTRYPOINT ["/srv/jtai/docker/entrypoint"]
CMD ["web"]
