import { commonSpecs } from "./desktop-common.ts";
import { test } from "./fixtures/desktop-shared.ts";

// Without a message bus, so that notifications go through Electron, as on macOS and Windows.
test.use({ electron: "double" });

commonSpecs();
