# docker build -t rednote-lint . && docker run --rm --network none --user "$(id -u)" -v "$PWD:/posts" rednote-lint .
FROM python:3.12-slim
COPY . /source
RUN python -m pip install --no-cache-dir /source && rm -rf /source
RUN useradd --create-home linter
USER linter
ENV LC_ALL=C.UTF-8 REDNOTE_LINT_CACHE=/tmp/rednote-lint
WORKDIR /posts
ENTRYPOINT ["rednote-lint"]
