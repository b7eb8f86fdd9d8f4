import { commonSpecs } from "./desktop-common.ts";
import { test } from "./fixtures/desktop-shared.ts";

test.use({ electron: "double" });

commonSpecs();
