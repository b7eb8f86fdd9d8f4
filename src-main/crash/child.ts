import { join } from "node:path";
import { createHub } from "../hub.ts";
import { fileSurface } from "./child-notices.ts";

// Entry of a process that is a hub until it is killed. Its arguments: the data folder, and a port if not any.

const [home, port = "0"] = process.argv.slice(2);
if (home === undefined) throw new Error("the data folder is missing");
process.once("disconnect", () => process.exit(0));
const noticesFile = process.env["MUSTER_TEST_NOTICES"];
const hub = await createHub({
  home,
  clientDir: join(home, "client"),
  port: Number(port),
  host: "127.0.0.1",
  env: process.env,
  ...(noticesFile === undefined
    ? {}
    : { surface: fileSurface(noticesFile, Number(process.env["MUSTER_TEST_KILL_AT"] ?? 0)) }),
});
process.send?.({ url: hub.url, signIn: await hub.signInLink() });
