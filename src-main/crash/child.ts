import { join } from "node:path";
import { createHub } from "../hub.ts";

// Entry of a process that is a hub until it is killed. Its only argument is the data folder.

const home = process.argv[2];
if (home === undefined) throw new Error("the data folder is missing");
process.once("disconnect", () => process.exit(0));
const hub = await createHub({
  home,
  clientDir: join(home, "client"),
  port: 0,
  host: "127.0.0.1",
  env: process.env,
});
process.send?.({ url: hub.url, signIn: await hub.signInLink() });
