import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kindOf } from "#contract/agent-kinds.ts";
import type { Case } from "./cases/case.ts";
import { cases } from "./cases/cases.ts";
import { installs } from "./cases/install.ts";
import type { Program } from "./program.ts";
import { readWanted } from "./wanted.ts";
import { createWorld, type World } from "./world.ts";

const wanted = readWanted();

const say = (text: string) => process.stdout.write(`${text}\n`);

const within = <T>(seconds: number, work: Promise<T>): Promise<T> => {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`it took longer than ${seconds} s`)), seconds * 1000);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
};

/** Runs one case and says how it went. */
const runCase = async (world: World, one: Case): Promise<boolean> => {
  const began = performance.now();
  const line = (word: string) =>
    `${word} ${world.program.kind}: ${one.name} (${((performance.now() - began) / 1000).toFixed(1)} s)`;
  try {
    await world.beginCase(one.name);
    await within(200, one.run(world));
    const [broken] = world.model.failures();
    if (broken) throw broken;
    say(line("PASS"));
    return true;
  } catch (error) {
    say(line("FAIL"));
    for (const cause of new Set([...world.model.failures(), error])) {
      say(String(cause instanceof Error ? cause.message : cause).replaceAll(/^/gm, "     "));
    }
    return false;
  }
};

/** Runs an agent's cases; gives how many failed. Its folder stays when one did. */
const runProgram = async (program: Program): Promise<number> => {
  const root = await mkdtemp(join(tmpdir(), `muster-${program.kind}-`));
  const world = await createWorld(program, root, wanted.folder);
  const { caseName, keep } = wanted;
  const isWanted = (one: Case) =>
    one.fits(kindOf(program.kind), program) &&
    (caseName === undefined || one === installs || one.name.includes(caseName));
  let failed = 0;
  try {
    for (const one of cases.filter(isWanted)) if (!(await runCase(world, one))) failed += 1;
  } finally {
    await world.close();
  }
  if (failed > 0 || keep) say(`     the logs of ${program.kind} are in ${root}`);
  else await rm(root, { recursive: true, force: true, maxRetries: 5 });
  return failed;
};

let failed = 0;
for (const program of wanted.programs) {
  try {
    failed += await runProgram(program);
  } catch (error) {
    failed += 1;
    say(`FAIL ${program.kind}: ${String(error)}`);
  }
}
say(failed === 0 ? "All of it held." : `${failed} failed.`);
// Agents may have left programs behind that hold this one's pipes.
process.exit(failed === 0 ? 0 : 1);
