import { useMemo, useState } from "react";
import { kindOf } from "#contract/agent-kinds.ts";
import { useDesktop } from "../../state/desktop.ts";
import { useHub } from "../../state/hub.ts";
import { Button } from "../../ui/Button.tsx";
import { hasJoined, integratedAgents } from "./done.ts";
import { AgentsStep } from "./AgentsStep.tsx";
import styles from "./FirstSteps.module.css";
import { JoinCard } from "../join/JoinCard.tsx";
import { NoticeStep } from "./NoticeStep.tsx";
import { Step } from "./Step.tsx";
import { endWelcome } from "./welcome.ts";

const useProgress = () => {
  const machines = useHub((state) => state.machines);
  const sessions = useHub((state) => state.sessions);
  return useMemo(() => {
    const all = Object.values(machines);
    const others = all.filter(({ isLocal }) => !isLocal).map(({ name }) => name);
    const agents = integratedAgents(all, Object.values(sessions)).map((kind) => kindOf(kind).label);
    return { hasJoined: hasJoined(all), others, agents, count: Object.keys(sessions).length };
  }, [machines, sessions]);
};

const Waiting = ({ count }: { count: number }) => (
  <p className={styles.waiting} role="status">
    {count === 0
      ? "Waiting for the first agent: its session appears here by itself."
      : count === 1
        ? "The first session is there."
        : `${count.toLocaleString()} sessions are there.`}
  </p>
);

/** The three first steps. Each ticks itself when it is done; all of them can be skipped. */
export const FirstSteps = () => {
  const progress = useProgress();
  const desktop = useDesktop();
  const [isTried, setTried] = useState(false);
  const [chosen, setChosen] = useState<number | null>(null);
  const done = [progress.hasJoined, progress.agents.length > 0, isTried];
  const open = chosen ?? done.indexOf(false);
  const isAllDone = !done.includes(false);
  const place = (index: number) => ({
    number: index + 1,
    isDone: done[index] === true,
    isOpen: open === index,
    onToggle: () => setChosen(open === index ? -1 : index),
  });
  return (
    <div className={styles.welcome}>
      <header className={styles.head}>
        <span className={styles.mark} aria-hidden />
        <div>
          <h1 className={styles.title}>Welcome to Muster</h1>
          <p className={styles.lead}>
            Every agent reports here, and what you reply steers it. Three steps, in any order.
          </p>
        </div>
      </header>
      <ol className={styles.steps}>
        <Step {...place(0)} title="Join a machine" outcome={`Joined: ${progress.others.join(", ")}`}>
          <p>This computer has joined by itself. For another one, run this there; the code lets it in:</p>
          <JoinCard />
        </Step>
        <Step {...place(1)} title="Connect your agents" outcome={`Connected: ${progress.agents.join(", ")}`}>
          <AgentsStep commandLine={desktop?.commandLine ?? null} />
        </Step>
        <Step {...place(2)} title="Try a notification" outcome="It was shown">
          <NoticeStep onShown={() => setTried(true)} />
        </Step>
      </ol>
      <footer className={styles.foot}>
        <Waiting count={progress.count} />
        <Button tone={isAllDone ? "primary" : "plain"} onClick={() => void endWelcome()}>
          {isAllDone ? "Done" : "Skip the rest"}
        </Button>
      </footer>
    </div>
  );
};
