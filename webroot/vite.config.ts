import preact from '@preact/preset-vite';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Where `./ticketing` answers. The page and the API share an origin, so nothing else knows this address. */
const API = 'http://localhost:8080';

/** Puts first.js in front of everything: Vite itself knows modules only, and those run when the page is there. */
function first(): Plugin {
  const source = './src/first.js';
  return {
    name: 'first',
    buildStart() {
      if (!this.meta.watchMode) {
        this.emitFile({ type: 'asset', name: 'first.js', source: readFileSync(source, 'utf8') });
      }
    },
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const src = bundle ? `/${Object.keys(bundle).find((name) => name.includes('/first-')) ?? ''}` : source.slice(1);
        return [{ tag: 'script', attrs: { src }, injectTo: 'head-prepend' }];
      },
    },
  };
}

export default defineConfig({
  plugins: [preact(), first()],
  build: {
    // Maven packs target/classes, so the jar holds the app as dev/ticketing/webroot/: a plain webroot/ would be looked up in the working directory first.
    outDir: 'target/classes/dev/ticketing/webroot',
    emptyOutDir: true,
    target: 'es2022',
    // Files stay files: a data: URL is refused under Content-Security-Policy: default-src 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      // The API refuses changes whose Origin is not its own, and this server's origin is another one.
      '/api': { target: API, headers: { origin: API } },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/setup.ts'],
    restoreMocks: true,
    unstubGlobals: true,
  },
});
