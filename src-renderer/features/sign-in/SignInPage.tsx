import { KeyRound } from "lucide-react";
import { Button } from "../../ui/Button.tsx";
import { Copyable } from "../../ui/Copyable.tsx";
import styles from "./SignInPage.module.css";

/** Where the hub leads a browser whose sign-in link was no good. */
const failedHash = "#/sign-in-failed";

/** Stands there for whoever isn't signed in: where a sign-in link comes from. */
export const SignInPage = () => (
  <main className={styles.page}>
    <div className={styles.card}>
      <KeyRound className={styles.icon} strokeWidth={1.7} aria-hidden />
      <h1 className={styles.title}>
        {location.hash === failedHash ? "This sign-in link is used up" : "You are signed out"}
      </h1>
      <p>
        You sign in with a link that holds for ten minutes and for one browser. The hub prints one in its terminal when
        it starts. For a new one, run this where the hub is, and open the link that it prints:
      </p>
      <Copyable text="npm start -- --sign-in" label="command for a sign-in link" />
      <Button tone="primary" onClick={() => location.reload()}>
        I have signed in: reload
      </Button>
    </div>
  </main>
);
