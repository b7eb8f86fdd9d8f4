import { CircleCheck, RefreshCw } from "lucide-react";
import type { JoinCode } from "#contract/machine.ts";
import { useNow } from "../../state/now.ts";
import { wordsFor } from "../../text/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Copyable } from "../../ui/Copyable.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import styles from "./JoinCard.module.css";
import { renewCode, useJoinCode } from "./join-code.ts";

/** Time that is left, as `9:05`. */
const countdown = (leftMs: number): string => {
  const seconds = Math.max(0, Math.floor(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

const Renew = ({ words }: { words: string }) => (
  <Button size="s" icon={<RefreshCw strokeWidth={1.7} size={14} />} onClick={() => void renewCode()}>
    {words}
  </Button>
);

const Left = ({ expiresAt }: { expiresAt: string }) => {
  const left = Date.parse(expiresAt) - useNow("second");
  if (left <= 0)
    return (
      <p className={styles.note}>
        <span role="status">This code is no longer valid.</span> <Renew words="New code" />
      </p>
    );
  return (
    <p className={styles.note}>
      <span>
        For one machine, valid for <span className={styles.time}>{countdown(left)}</span>
      </span>
      <Renew words="New code" />
    </p>
  );
};

const Way = ({ words, text }: { words: string; text: string }) => (
  <div className={styles.way}>
    <p>{words}</p>
    <Copyable text={text} label={`command for ${words}`} />
  </div>
);

/** The way in for a machine that has neither Node nor the command line; it asks for the code. */
const Install = ({ install }: { install: JoinCode["install"] }) => (
  <details className={styles.install}>
    <summary>On a machine without Node</summary>
    <Way words="Linux and macOS" text={install.sh} />
    <Way words="Windows, in PowerShell" text={install.powershell} />
  </details>
);

/** The command that lets a machine in, with a code that counts down. */
export const JoinCard = () => {
  const { code, joined, error } = useJoinCode();
  if (error)
    return (
      <p className={styles.note} role="alert">
        <span>There is no code now. {wordsFor(error)}</span> <Renew words="Try again" />
      </p>
    );
  if (!code) return <Skeleton lines={2} />;
  if (joined !== null)
    return (
      <p className={styles.note}>
        <CircleCheck className={styles.good} strokeWidth={1.7} aria-hidden />
        <span>
          <bdi>{joined}</bdi> joined. Its sessions appear as soon as it posts.
        </span>
        <Renew words="Code for another" />
      </p>
    );
  return (
    <div className={styles.card}>
      <Copyable text={code.command} label="join command" />
      <Install install={code.install} />
      <Left key={code.code} expiresAt={code.expiresAt} />
    </div>
  );
};
