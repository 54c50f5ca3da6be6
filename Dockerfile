# One image for every service and the gateway; the command says which:
#
#   docker build --tag tradewire:0.1.0 .
#   docker run tradewire:0.1.0 services.risk
#
# deploy/README.md has what each needs. The base is named by its full version and not by a digest:
# its maker rebuilds it with Debian's security fixes under the same name.

FROM python:3.11.15-slim-bookworm AS build
# Time stamps of everything in the image, so that the same source makes the same layers.
ARG SOURCE_DATE_EPOCH=1767225600
ENV PIP_CONSTRAINT=/src/constraints.txt \
    PIP_BUILD_CONSTRAINT=/src/constraints.txt \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_ROOT_USER_ACTION=ignore
WORKDIR /src

# What others wrote: a layer that stays as it is until a version changes. The environment has no
# pip of its own, the base's installs into it.
COPY pyproject.toml constraints.txt ./
RUN python -c "import tomllib; \
    project = tomllib.load(open('pyproject.toml', 'rb'))['project']; \
    extras = project['optional-dependencies']; \
    print(*project['dependencies'], *extras['zipkin'], *extras['questdb-client'], sep='\n')" \
    > requirements.txt \
 && python -m venv --without-pip /opt/tradewire/python \
 && python -m pip --python /opt/tradewire/python install --no-cache-dir --no-compile \
    --only-binary=:all: --requirement requirements.txt

# Parts of wheels that no service reaches: tests, C headers, sources of compiled modules, and of
# Arrow the servers' protocol and the client of S3, together 80 MB. The imports below fail the build
# should one of them be needed after all.
WORKDIR /opt/tradewire/python/lib/python3.11/site-packages
RUN find . -depth -type d \( -name tests -o -name include \) -exec rm -r {} + \
 && find . -type f \( -name '*.c' -o -name '*.h' -o -name '*.pxd' -o -name '*.pxi' \
    -o -name '*.pyi' -o -name '*.pyx' \) -delete \
 && rm -r pyarrow/src pyarrow/*flight*.so* pyarrow/libarrow_s3.* pyarrow/_s3fs.* questdb/*.html

# Compiled here, for the image's file system cannot be written; never compared with the source,
# which cannot change.
RUN python -m compileall -q -j 0 --invalidation-mode unchecked-hash .

# What we wrote: a few MB.
WORKDIR /src
COPY . .
RUN python -m pip wheel --no-cache-dir --no-deps --wheel-dir /wheels . \
 && python -m pip --python /opt/tradewire/python install --no-cache-dir --no-compile --no-deps \
    --target /opt/tradewire/platform /wheels/*.whl

ENV PYTHONPATH=/opt/tradewire/platform
RUN python -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/tradewire/platform \
 && /opt/tradewire/python/bin/python -c "import importlib; \
    names = 'marketdata signal risk execution'.split(); \
    [importlib.import_module(f'services.{name}.__main__') for name in names]; \
    [importlib.import_module(name) for name in ( \
      'gateway.__main__', 'services.chassis.migrate', 'services.chassis.postgres', \
      'services.chassis.probe', 'services.chassis.sqlite', 'pyarrow.csv', 'pyarrow.parquet', \
      'pandas', 'questdb', \
      'opentelemetry.exporter.otlp.proto.grpc.trace_exporter', \
      'opentelemetry.exporter.zipkin.json', 'pandas', 'questdb')]" \
 && find /opt/tradewire -exec touch --no-dereference --date="@${SOURCE_DATE_EPOCH}" {} +

FROM python:3.11.15-slim-bookworm
ARG REVISION=unknown
LABEL org.opencontainers.image.title="tradewire" \
      org.opencontainers.image.description="A trading platform made of typed contracts." \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.revision="${REVISION}"
# No name is looked up anywhere; the number is what Kubernetes and volumes know.
RUN groupadd --gid 10001 tradewire \
 && useradd --uid 10001 --gid 10001 --no-log-init --no-create-home \
    --home-dir /var/lib/tradewire --shell /usr/sbin/nologin tradewire \
 && install --directory --owner=10001 --group=10001 --mode=0750 /var/lib/tradewire
COPY --from=build /opt/tradewire/python /opt/tradewire/python
COPY --from=build /opt/tradewire/platform /opt/tradewire/platform
# A module in the folder that is written to must never be taken for one of ours: PYTHONSAFEPATH.
# The two allocators are set as `tradewire up` sets them, see docs/OPERATIONS.md.
ENV PATH=/opt/tradewire/python/bin:$PATH \
    PYTHONPATH=/opt/tradewire/platform \
    PYTHONSAFEPATH=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/var/lib/tradewire \
    TRADEWIRE_ENVIRONMENT=production \
    MALLOC_ARENA_MAX=2 \
    ARROW_DEFAULT_MEMORY_POOL=system
USER 10001:10001
WORKDIR /var/lib/tradewire
# Databases, spool and files of strategies; the rest of the file system is only read.
VOLUME /var/lib/tradewire
# gRPC, or the gateway's HTTP; and Prometheus's page.
EXPOSE 7300 9464
STOPSIGNAL SIGTERM
# No HEALTHCHECK: a migration has no port, a service speaks gRPC and the gateway HTTP, so whoever
# starts one says how it is asked: Kubernetes by its own gRPC probes, Compose by
# `python -m services.chassis.probe`.
ENTRYPOINT ["python", "-m"]
