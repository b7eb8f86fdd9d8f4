import { KeyRound } from "lucide-react";
import { useHub } from "../../state/hub.ts";
import { signedOutWords } from "../../text/people.ts";
import { Button } from "../../ui/Button.tsx";
import { Copyable } from "../../ui/Copyable.tsx";
import styles from "./SignInPage.module.css";

/** Where the hub leads a browser whose sign-in link was no good. */
const failedHash = "#/sign-in-failed";

/** Stands there for whoever isn't signed in: why, and where a link to sign in comes from. */
export const SignInPage = () => {
  const why = useHub((state) => state.signedOutWhy);
  const { title, words } = signedOutWords[why === "never" && location.hash === failedHash ? "link" : why];
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <KeyRound className={styles.icon} strokeWidth={1.7} aria-hidden />
        <h1 className={styles.title}>{title}</h1>
        <p>{words}</p>
        <p>If somebody invited you, ask them for a new link.</p>
        <p>If the hub is yours, run this where it is, and open the link that it prints within ten minutes:</p>
        <Copyable text="npm start -- --sign-in" label="command for a sign-in link" />
        <Button tone="primary" onClick={() => location.reload()}>
          I have signed in: reload
        </Button>
      </div>
    </main>
  );
};
