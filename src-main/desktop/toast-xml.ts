import type { NoticeText } from "../platform/notices/text.ts";

/** A notification as Windows shows it. */
export interface Toast {
  text: NoticeText;
  /** The notification's name for Windows, and what its answers bring back. */
  tag: string;
  key: string;
  labels: readonly string[];
  /** What an empty field for a reply says; null for none. */
  placeholder: string | null;
  /** Stays until the person does something. */
  stays: boolean;
  silent: boolean;
}

// https://learn.microsoft.com/windows/apps/design/shell/tiles-and-notifications/adaptive-interactive-toasts
const mostButtons = 5;

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

const escape = (text: string): string =>
  text.replaceAll(/[\ufffe\uffff]/g, "").replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");

const element = (name: string, attributes: Record<string, string>, inner = ""): string => {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`);
  return `<${name}${written.join("")}>${inner}</${name}>`;
};

/**
 * A toast in Windows' own terms: unlike the one that Electron writes, a click on it brings back which one it was, also
 * when it starts the app. `type`, `action` and `tag` are what Electron reads of the arguments.
 */
export const toastXml = ({ text, tag, key, labels, placeholder, stays, silent }: Toast): string => {
  const argumentsOf = (type: string, more: Record<string, string> = {}) =>
    new URLSearchParams({ type, ...more, tag, key }).toString();
  const button = (content: string, args: string, more: Record<string, string> = {}) =>
    element("action", { activationType: "foreground", content, arguments: args, ...more });
  const reply = placeholder === null ? [] : [button("Reply", argumentsOf("reply"), { "hint-inputId": "reply" })];
  const dismiss = stays ? [element("action", { activationType: "system", arguments: "dismiss", content: "" })] : [];
  const room = mostButtons - reply.length - dismiss.length;
  const buttons = labels
    .slice(0, room)
    .map((label, index) => button(label, argumentsOf("action", { action: String(index) })));
  const field =
    placeholder === null ? "" : element("input", { id: "reply", type: "text", placeHolderContent: placeholder });
  const lines = [text.title, text.subtitle, text.body].filter((line) => line !== "");
  const visual = element(
    "visual",
    {},
    element("binding", { template: "ToastGeneric" }, lines.map((line) => element("text", {}, escape(line))).join("")),
  );
  return element(
    "toast",
    { launch: argumentsOf("click"), activationType: "foreground", ...(stays ? { scenario: "reminder" } : {}) },
    [
      visual,
      element("actions", {}, [field, ...buttons, ...reply, ...dismiss].join("")),
      silent ? element("audio", { silent: "true" }) : "",
    ].join(""),
  );
};
