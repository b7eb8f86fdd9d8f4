import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSubjects } from "./measure/built.ts";
import { readOptions } from "./options.ts";
import { mergeResults, writeResults } from "./report/results.ts";
import { isMet, type Row } from "./report/row.ts";
import { surroundings } from "./report/surroundings.ts";
import { tableOf } from "./report/table.ts";
import type { Part } from "./rows/part.ts";
import { commandLine } from "./rows/command-line.ts";
import { fanOut } from "./rows/fan-out.ts";
import { firstPaint } from "./rows/first-paint.ts";
import { history } from "./rows/history.ts";
import { hook } from "./rows/hook.ts";
import { mcp } from "./rows/mcp.ts";
import { judging } from "./rows/rules.ts";
import { posts } from "./rows/posts.ts";
import { shell } from "./rows/shell.ts";
import { trayClick } from "./rows/tray-click.ts";
import { windowClosed } from "./rows/closed.ts";
import { wake } from "./rows/wake.ts";

// Entry of `npm run bench`: measures what is to be fast beside its references and prints it with the targets.
// `--quick` measures less, for about a minute; `--only posts,wake` some parts, which take the place of what was kept of them; `--dir DIR` on another disk.

const parts: Record<string, Part> = {
  posts,
  wake,
  "fan-out": fanOut,
  history,
  "command-line": commandLine,
  hook,
  shell,
  mcp,
  judging,
  "first-paint": firstPaint,
  "tray-click": trayClick,
  "window-closed": windowClosed,
};

const options = readOptions(process.argv.slice(2));
const base = await mkdtemp(join(options.dir ?? tmpdir(), "muster-bench-"));
const say = (text: string) => process.stderr.write(`${text}\n`);

const runParts = async (): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (options.only.length > 0 && !options.only.includes(name)) continue;
    say(`— ${name}`);
    rows.push(...(await part({ sizes: options.sizes, say, folder: () => mkdtemp(join(base, `${name}-`)) })));
  }
  return rows;
};

try {
  await buildSubjects();
  const about = surroundings(base);
  const rows = await runParts();
  process.stdout.write(`${JSON.stringify(about)}\n\n${tableOf(rows)}\n`);
  const keep = options.only.length === 0 ? writeResults : mergeResults;
  if (!options.isQuick) await keep(new URL("results.json", import.meta.url), rows, about);
  const missed = rows.filter((row) => isMet(row) === false).length;
  process.stdout.write(missed === 0 ? "\nEvery target is met.\n" : `\n${missed} targets are missed.\n`);
} finally {
  await rm(base, { recursive: true, force: true });
}
