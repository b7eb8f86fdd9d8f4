import { join } from "node:path";
import { createHub } from "../../src-main/hub.ts";
import { serveBench } from "./child-side.ts";

// The hub as it is. Arguments: the data folder, and the folder of a screen to serve, if any.

const [home, rendererDir] = process.argv.slice(2);
if (home === undefined) throw new Error("the data folder is missing");
const hub = await createHub({
  home,
  clientDir: join(home, "client"),
  ...(rendererDir === undefined ? {} : { rendererDir }),
  port: 0,
  host: "127.0.0.1",
  env: process.env,
});
serveBench({ port: hub.port, signIn: await hub.signInLink() }, () => hub.close());
