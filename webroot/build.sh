#!/bin/sh
# Maven's way to npm: `build.sh build` puts the browser app into target/classes/dev/ticketing/webroot, `build.sh test` runs
# the linter and its unit tests. Without npm, or with a Node older than Vite needs, a plain page takes the app's place, so that the
# rest of the project builds everywhere.
set -eu
cd "$(dirname "$0")"

output=target/classes/dev/ticketing/webroot
# What the app in the output directory was built from; there only after a build that succeeded.
stamp=target/webroot.stamp
# Vite 8 runs on Node 20.19 and newer.
node_major=20
node_minor=19

# One line for the state of everything that goes into the app.
sources() {
    {
        find src -type f
        ls index.html package.json package-lock.json .npmrc tsconfig.json vite.config.ts contract.mjs pack.mjs build.sh
        ls ../*-verticle/src/main/resources/dev/ticketing/*/openapi.yaml
    } | LC_ALL=C sort | xargs cksum | cksum
}

# Prints why the app cannot be built here, nothing when it can.
obstacle() {
    if ! command -v npm >/dev/null 2>&1 || ! command -v node >/dev/null 2>&1; then
        echo "npm is not installed"
        return
    fi
    version=$(node --version)
    numbers=${version#v}
    major=${numbers%%.*}
    rest=${numbers#*.}
    minor=${rest%%.*}
    if [ "$major" -lt $node_major ] || { [ "$major" -eq $node_major ] && [ "$minor" -lt $node_minor ]; }; then
        echo "Node $version is older than $node_major.$node_minor"
    fi
}

# npm writes node_modules/.package-lock.json last, so it is missing after an installation that broke off.
install() {
    installed=node_modules/.package-lock.json
    if [ ! -f $installed ] || [ -n "$(find package-lock.json -newer $installed)" ]; then
        npm ci --no-audit --no-fund
    fi
}

build() {
    now=$(sources)
    if [ -f $stamp ] && [ -f $output/index.html ] && [ "$(cat $stamp)" = "$now" ]; then
        return
    fi
    rm -f $stamp
    why=$(obstacle)
    if [ -n "$why" ]; then
        echo "webroot: $why: packing a plain page in place of the browser app"
        rm -rf $output
        mkdir -p $output
        cp without-npm/index.html $output/
        echo index.html >$output.files
        return
    fi
    install
    npm run --silent typecheck
    npm run --silent build
    echo "$now" >$stamp
}

checks() {
    why=$(obstacle)
    if [ -n "$why" ]; then
        echo "webroot: $why: the browser app's tests are not run"
        return
    fi
    install
    npm run --silent contract
    npm run --silent lint
    npm run --silent test
}

case "${1:-}" in
    build) build ;;
    test) checks ;;
    *)
        echo "usage: build.sh build|test" >&2
        exit 2
        ;;
esac
