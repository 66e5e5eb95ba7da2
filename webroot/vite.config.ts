import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';

/** Where `./ticketing` answers. The page and the API share an origin, so nothing else knows this address. */
const API = 'http://localhost:8080';

export default defineConfig({
  plugins: [preact()],
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
