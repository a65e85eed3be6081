# quotalint with the git that it asks, for `pre-commit` (hook quotalint-docker) and for CI:
#   docker run --rm -v "$PWD:/src" -u "$(id -u):$(id -g)" quotalint check --staged
FROM golang:1.26-alpine AS build
# The parsers are C code. git is for the version, which the go command takes from the clone.
RUN apk add --no-cache gcc musl-dev git
WORKDIR /quotalint
COPY . .
RUN CGO_ENABLED=1 go install -trimpath ./cmd/quotalint

FROM alpine:3.22
# Whoever runs the container need not own what is mounted, and may be a user without a name: git is told to read it all the same, and
# HOME is a folder that anybody can write to.
RUN apk add --no-cache git && git config --system --add safe.directory '*'
ENV HOME=/tmp
COPY --from=build /go/bin/quotalint /usr/local/bin/
COPY docker/with-commit-index /usr/local/bin/
WORKDIR /src
ENTRYPOINT ["quotalint"]
