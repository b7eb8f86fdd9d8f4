import { notificationSpecs } from "./desktop-common.ts";
import { test } from "./fixtures/desktop-shared.ts";

test.use({ electron: "double", hasServer: true });
test.skip(process.platform !== "linux", "only Linux has notification servers on a message bus");

notificationSpecs();
