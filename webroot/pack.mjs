// After the build: holds the first page to its budgets, compresses every file once and as well as can be, and writes down
// which files there are, for whoever cannot list them (BrowserApp in standalone/).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const OUTPUT = 'target/classes/dev/ticketing/webroot';
const KIB = 1024;
/** Of what the first page needs, gzipped. */
const BUDGETS = { script: 40 * KIB, style: 20 * KIB };

const files = readdirSync(OUTPUT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
  .map((entry) => `${entry.parentPath}/${entry.name}`.slice(OUTPUT.length + 1))
  .sort();

const gzipped = new Map();
for (const file of files) {
  const content = readFileSync(`${OUTPUT}/${file}`);
  const gzip = gzipSync(content, { level: 9 });
  const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(`${OUTPUT}/${file}.gz`, gzip);
  writeFileSync(`${OUTPUT}/${file}.br`, brotli);
  gzipped.set(file, gzip.length);
}
writeFileSync(`${OUTPUT}.files`, files.map((file) => `${file}\n`).join(''));

const page = readFileSync(`${OUTPUT}/index.html`, 'utf8');
const named = (pattern) => [...page.matchAll(pattern)].map(([, file]) => gzipped.get(file));
const sizes = {
  script: named(/(?:<script[^>]* src|<link rel="modulepreload"[^>]* href)="\/([^"]+)"/g),
  style: named(/<link rel="stylesheet"[^>]* href="\/([^"]+)"/g),
};
for (const [kind, budget] of Object.entries(BUDGETS)) {
  const parts = sizes[kind];
  const size = parts.reduce((sum, part) => sum + part, 0);
  console.log(`First page: ${size} of ${budget} bytes of ${kind}, gzipped`);
  if (parts.length === 0 || !(size <= budget)) {
    console.error(`webroot: the first page has ${parts.length} files of ${kind} with ${size} bytes; at most ${budget}`);
    process.exitCode = 1;
  }
}
