import { type KeyboardEvent, useRef, useState } from "react";
import type { DesktopState } from "#contract/desktop.ts";
import { changeDesktop } from "../../state/desktop.ts";
import { attempt } from "../../state/attempt.ts";
import { acceleratorOf, acceleratorText } from "../../text/accelerator.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import styles from "./Desktop.module.css";

const system = () => window.muster?.platform ?? "other";

const save = async (shortcut: string | null) => {
  const done = await attempt("Could not set the shortcut", () => changeDesktop({ shortcut }));
  if (done)
    announce(shortcut === null ? "The shortcut is off." : `The shortcut is ${acceleratorText(shortcut, system())}.`);
};

/** Takes the next combination of keys; Tab and Esc leave it. */
const useRecorder = () => {
  const [isRecording, setRecording] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const stop = () => {
    setRecording(false);
    setProblem(null);
  };
  const start = () => {
    setRecording(true);
    announce("Press the keys, or Escape to leave it as it is.");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isRecording) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isPlain && event.key === "Tab") return stop();
    event.preventDefault();
    event.stopPropagation();
    if (isPlain && event.key === "Escape") return stop();
    const read = acceleratorOf(event.nativeEvent, system());
    if (read === null) return undefined;
    if ("problem" in read) return setProblem(read.problem);
    stop();
    return void save(read.keys);
  };
  return { isRecording, problem, start, stop, onKeyDown };
};

/** The shortcut of the whole computer: shown, recorded by pressing it, switched off. */
export const ShortcutField = ({ shortcut }: { shortcut: DesktopState["shortcut"] }) => {
  const { isRecording, problem, start, stop, onKeyDown } = useRecorder();
  const button = useRef<HTMLButtonElement>(null);
  const said = isRecording ? problem : shortcut.problem;
  const shown = shortcut.keys === null ? "None" : acceleratorText(shortcut.keys, system());
  return (
    <div className={styles.shortcut}>
      <button
        ref={button}
        type="button"
        className={styles.keys}
        data-recording={isRecording || undefined}
        aria-labelledby="desktop-shortcut desktop-shortcut-keys"
        aria-describedby={said === null ? "desktop-shortcut-help" : "desktop-shortcut-help desktop-shortcut-problem"}
        onClick={() => (isRecording ? stop() : start())}
        onBlur={stop}
        onKeyDown={onKeyDown}
      >
        <span id="desktop-shortcut-keys">{isRecording ? "Press keys…" : shown}</span>
      </button>
      <Button
        size="s"
        tone="quiet"
        disabled={shortcut.keys === null}
        onClick={() => {
          button.current?.focus();
          void save(null);
        }}
      >
        Clear
      </Button>
      {said !== null && (
        <p id="desktop-shortcut-problem" role="alert" className={styles.problem}>
          {said}
        </p>
      )}
    </div>
  );
};
