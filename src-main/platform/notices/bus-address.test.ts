import { expect, test } from "vitest";
import { sessionBusSockets } from "./bus-address.ts";

test.each([
  ["unix:path=/run/user/1000/bus", ["/run/user/1000/bus"]],
  ["unix:path=/tmp/dbus-Ab%2cC%20d,guid=0123", ["/tmp/dbus-Ab,C d"]],
  ["unix:guid=0123,abstract=/tmp/dbus-xyz", ["\0/tmp/dbus-xyz"]],
  ["tcp:host=localhost,port=1234;unix:path=/a:b;unix:path=/c", ["/a:b", "/c"]],
  ["unix:path=%zz", []],
  ["unixexec:path=/bin/sh,argv1=-c", []],
  ["autolaunch:", []],
])("the address %s leads to %j", (address, sockets) => {
  const env = { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: "/run/user/1000" };
  expect(sessionBusSockets(env)).toEqual(sockets);
});

test("without an address the user's own bus is taken", () => {
  expect(sessionBusSockets({ XDG_RUNTIME_DIR: "/run/user/1000" })).toEqual(["/run/user/1000/bus"]);
  expect(sessionBusSockets({ DBUS_SESSION_BUS_ADDRESS: "" })).toEqual([]);
});
