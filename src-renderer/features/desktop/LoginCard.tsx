import type { DesktopChange } from "#contract/desktop.ts";
import { attempt } from "../../state/attempt.ts";
import { changeDesktop, useDesktop } from "../../state/desktop.ts";
import { Button } from "../../ui/Button.tsx";
import styles from "./Desktop.module.css";

const answer = (change: DesktopChange) =>
  void attempt("Could not change it", () => changeDesktop({ ...change, isStartAtLoginAsked: true }));

/** Asks once whether Muster may start at login. It waits at the edge, takes no focus, and comes after the first steps. */
export const LoginCard = () => {
  const desktop = useDesktop();
  if (!desktop?.isWelcomed) return null;
  const { isOn, canChange, isAsked } = desktop.startAtLogin;
  if (isOn || isAsked || !canChange) return null;
  return (
    <aside className={styles.ask} aria-labelledby="ask-login">
      <h2 id="ask-login">Start Muster when you log in?</h2>
      <p>It waits in the tray, so that agents always find their hub. You can change it in the settings.</p>
      <div className={styles.acts}>
        <Button size="s" tone="quiet" onClick={() => answer({})}>
          Not now
        </Button>
        <Button size="s" tone="primary" onClick={() => answer({ startAtLogin: true })}>
          Start at login
        </Button>
      </div>
    </aside>
  );
};
