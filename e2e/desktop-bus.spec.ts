import { hasMessageBus } from "../build/programs.mjs";
import { notificationSpecs } from "./desktop-common.ts";
import { test } from "./fixtures/desktop-shared.ts";

test.use({ electron: "double", hasServer: true });
test.skip(
  !hasMessageBus(),
  "only Linux has notification servers on a message bus, and here is no dbus-daemon to start one",
);

notificationSpecs();
