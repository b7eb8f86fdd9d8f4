import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import type { World } from "../world.ts";

const firstLine = async (world: World): Promise<string> => {
  const { createInterface } = await import("node:readline");
  const lines = createInterface({ input: world.stdin(), crlfDelay: Number.POSITIVE_INFINITY });
  const stop = () => lines.close();
  world.ending().addEventListener("abort", stop);
  try {
    for await (const line of lines) if (line.trim() !== "") return line;
    return "";
  } finally {
    world.ending().removeEventListener("abort", stop);
    lines.close();
    world.stdin().pause();
  }
};

/** The join code: the given one, else asked for on a terminal, else a line of standard input. Throws `Failure` (invalid). */
export const readCode = async (given: string | undefined, world: World): Promise<string> => {
  if (given === undefined && world.stdin().isTTY) await world.stderr.write("Code (the hub shows it): ");
  const typed = given ?? (await firstLine(world));
  const code = typed.replace(/[\s-]/g, "").toUpperCase();
  if (code === "") throw new Failure(exits.invalid, "A join needs the code that the hub shows: give it with --code");
  if (!/^[A-Z0-9]{8}$/.test(code))
    throw new Failure(exits.invalid, "That is no join code: it has 8 letters and digits");
  return code;
};
