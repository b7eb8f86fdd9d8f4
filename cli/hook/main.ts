import { runHookHere } from "./process.ts";

// Whatever happens, the agent must be able to go on: no trace, and an exit code that refuses nothing.
process.on("uncaughtException", () => process.exit(0));

void runHookHere(process.argv.slice(2), __filename)
  .catch(() => 0)
  // What still closes (sockets, the standard input) need not be waited for.
  .then((code) => process.exit(code));
