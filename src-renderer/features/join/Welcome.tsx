import { MessageSquare } from "lucide-react";
import { useMemo } from "react";
import { useHub } from "../../state/hub.ts";
import { useIsOwner } from "../../state/role.ts";
import { Copyable } from "../../ui/Copyable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { useCommand } from "./command.ts";
import { JoinCard } from "./JoinCard.tsx";
import styles from "./Welcome.module.css";

const commands = [
  { label: "command that opens a session", text: 'session "Try Muster"' },
  { label: "command that posts", text: 'post "Which of the two shall I take?" --state waiting' },
  { label: "command that waits for a reply", text: "watch" },
];

const Joined = () => {
  const machines = useHub((state) => state.machines);
  const names = useMemo(
    () => Object.values(machines).map(({ name, isLocal }) => (isLocal ? `${name} (the hub’s own)` : name)),
    [machines],
  );
  if (names.length === 0) return null;
  return (
    <p className={styles.joined}>
      Joined so far: <bdi>{names.join(", ")}</bdi>
    </p>
  );
};

const OwnersWelcome = () => {
  const command = useCommand();
  return (
    <div className={styles.welcome}>
      <h1 className={styles.title}>Waiting for the first agent</h1>
      <p className={styles.lead}>
        Every agent that posts gets a session here. You see who works, who is done and who needs you, and what you reply
        reaches the agent.
      </p>
      <section className={styles.part}>
        <h2>From this computer</h2>
        <p>The computer that the hub runs on has joined by itself. Try it in a terminal, line by line:</p>
        {commands.map(({ label, text }) => (
          <Copyable key={text} text={`${command} ${text}`} label={label} />
        ))}
        <p>
          Then answer here: the last command ends with your reply.
          {command !== "muster" && (
            <>
              {" "}
              Where Muster is installed, <code>muster</code> does instead of <code>{command}</code>.
            </>
          )}
        </p>
      </section>
      <section className={styles.part}>
        <h2>By the agents themselves</h2>
        <p>
          Claude Code, Codex and others report by their own hooks. This finds those of this computer, shows what it
          would change, and asks first:
        </p>
        <Copyable text={`${command} install all`} label="command that connects agents" />
      </section>
      <section className={styles.part}>
        <h2>From another machine</h2>
        <p>Run this there. The code lets it in and pins this hub’s certificate:</p>
        <JoinCard />
        <Joined />
      </section>
    </div>
  );
};

/** Stands there until there is a first session: for an owner how to post, and how to let another machine in. */
export const Welcome = () =>
  useIsOwner() ? (
    <OwnersWelcome />
  ) : (
    <EmptyState icon={<MessageSquare strokeWidth={1.7} />} title="There is no discussion for you yet">
      <p>One appears as soon as an agent posts, or an owner of the hub lets you see it.</p>
    </EmptyState>
  );
