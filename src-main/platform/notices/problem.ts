import { DBusError, TimeoutError } from "dbus-native";

const words = {
  "no-bus": "There is no desktop session here that Muster could reach: DBUS_SESSION_BUS_ADDRESS is not set.",
  "bus-gone": "The desktop session's message bus (D-Bus) can't be reached.",
  "no-server": "No notification server runs in this desktop session.",
  "no-answer": "The desktop's notification server does not answer.",
  refused: "The desktop's notification server refused it.",
  "no-helper": "The program notify-send is not installed.",
  "helper-failed": "The helper program that shows notifications failed.",
  unsupported: "This system shows no notifications of this app.",
  "not-allowed": "The system does not allow Muster to show notifications. Its settings say which apps may.",
  closed: "The hub is closing.",
} as const;

/** Why a notification can't be shown. Its message is for a person and says nothing of what was to be shown. */
export class NoticeProblem extends Error {
  readonly code: keyof typeof words;

  constructor(code: keyof typeof words) {
    super(words[code]);
    this.name = "NoticeProblem";
    this.code = code;
  }

  /** What a failed call of D-Bus means. The error itself is dropped: its message may repeat what was sent. */
  static of(error: unknown): NoticeProblem {
    if (error instanceof NoticeProblem) return error;
    if (error instanceof TimeoutError) return new NoticeProblem("no-answer");
    if (!(error instanceof DBusError)) return new NoticeProblem("refused");
    if ("code" in error && error.code === "ECONNCLOSED") return new NoticeProblem("bus-gone");
    const name = error.dbusName?.replace("org.freedesktop.DBus.Error.", "") ?? "";
    // The bus says `NoReply` for one that went away before it answered.
    if (/^(ServiceUnknown|NameHasNoOwner|NoReply|Spawn\..*)$/.test(name)) return new NoticeProblem("no-server");
    return new NoticeProblem(name === "TimedOut" ? "no-answer" : "refused");
  }
}
