import { useState } from "react";
import type { DesktopChange, DesktopState } from "#contract/desktop.ts";
import { attempt } from "../../state/attempt.ts";
import { changeDesktop, checkForUpdates, installUpdate, putOnPath, useDesktop } from "../../state/desktop.ts";
import { openAbout } from "../../state/layout.ts";
import { commandLineWords, updateWords } from "../../text/desktop.ts";
import { Button } from "../../ui/Button.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { Row, Section } from "../settings/Section.tsx";
import styles from "./Desktop.module.css";
import { ShortcutField } from "./ShortcutField.tsx";

const change = (changed: DesktopChange) => attempt("Could not change it", () => changeDesktop(changed));

const LoginRow = ({ startAtLogin: { isOn, canChange } }: Pick<DesktopState, "startAtLogin">) => (
  <Row
    id="desktop-login"
    label="Start at login"
    help={
      canChange
        ? "Hidden in the tray; agents then always have their hub."
        : "This copy of Muster can’t be started at login."
    }
  >
    <Switch
      isOn={isOn}
      isDisabled={!canChange}
      labelledBy="desktop-login"
      describedBy="desktop-login-help"
      onChange={(startAtLogin) => void change({ startAtLogin, isStartAtLoginAsked: true })}
    />
  </Row>
);

const Notes = ({ version, notes }: DesktopState["updates"]) =>
  notes !== null && (
    <details className={styles.notes}>
      <summary>{version === null ? "What is new" : `What is new in ${version}`}</summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, so the keyboard must get there. */}
      <pre className={styles.text} tabIndex={0} aria-label="What is new">
        {notes}
      </pre>
    </details>
  );

const UpdatesRow = ({ updates }: Pick<DesktopState, "updates">) => {
  const [isAsking, setAsking] = useState(false);
  const { state } = updates;
  const check = async () => {
    setAsking(true);
    await attempt("Could not look for a newer version", checkForUpdates);
    setAsking(false);
  };
  const canCheck = state === "idle" || state === "failed" || state === "checking";
  return (
    <Row id="desktop-updates" label="Updates" help={updateWords(updates)} extra={<Notes {...updates} />}>
      <span className={styles.acts}>
        {canCheck && (
          <Button size="s" isBusy={isAsking || state === "checking"} onClick={() => void check()}>
            Look now
          </Button>
        )}
        {state === "ready" && (
          <Button size="s" tone="primary" onClick={() => void attempt("Could not restart", installUpdate)}>
            Restart now
          </Button>
        )}
        {state !== "unavailable" && (
          <Switch
            isOn={updates.isOn}
            labelledBy="desktop-updates"
            describedBy="desktop-updates-help"
            onChange={(isOn) => void change({ updates: isOn })}
          />
        )}
      </span>
    </Row>
  );
};

const CommandLineRow = ({ commandLine }: Pick<DesktopState, "commandLine">) => {
  const [isBusy, setBusy] = useState(false);
  const { state } = commandLine;
  const put = async (isOn: boolean) => {
    setBusy(true);
    await attempt("Could not change the PATH", () => putOnPath(isOn));
    setBusy(false);
  };
  return (
    <Row id="desktop-command-line" label="Command line" help={commandLineWords(commandLine)}>
      {state === "offered" && (
        <Button size="s" isBusy={isBusy} onClick={() => void put(true)}>
          Put on the PATH
        </Button>
      )}
      {state === "on-path" && (
        <Button size="s" tone="quiet" isBusy={isBusy} onClick={() => void put(false)}>
          Take off the PATH
        </Button>
      )}
    </Row>
  );
};

/** What only the desktop app has; nothing in a browser. */
export const DesktopSection = () => {
  const desktop = useDesktop();
  if (!desktop) return null;
  return (
    <Section id="desktop" title="This app" note="Kept on this computer.">
      <LoginRow startAtLogin={desktop.startAtLogin} />
      <Row
        id="desktop-shortcut"
        label="Shortcut to the next that needs you"
        help="Counts everywhere on this computer. Click, then press the keys."
      >
        <ShortcutField shortcut={desktop.shortcut} />
      </Row>
      <UpdatesRow updates={desktop.updates} />
      <CommandLineRow commandLine={desktop.commandLine} />
      <Row
        id="desktop-version"
        label="About this app"
        help={`Muster ${desktop.version}, in Electron ${desktop.electron}.`}
      >
        <Button size="s" onClick={openAbout}>
          Version and licences
        </Button>
      </Row>
    </Section>
  );
};
