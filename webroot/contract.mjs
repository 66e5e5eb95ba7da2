// Turns the contexts' contracts into types, so that the compiler holds what the app sends and reads against them.
import { mkdir, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const OUTPUT = 'target/contract';

await mkdir(OUTPUT, { recursive: true });
for (const context of ['auth', 'tickets', 'orders', 'payments']) {
  const contract = new URL(
    `../${context}-verticle/src/main/resources/dev/ticketing/${context}/openapi.yaml`,
    import.meta.url,
  );
  await writeFile(`${OUTPUT}/${context}.ts`, astToString(await openapiTS(contract)));
}
