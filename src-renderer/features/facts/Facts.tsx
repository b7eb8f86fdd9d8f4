import type { ReactNode } from "react";
import { attentionLevels } from "#contract/attention.ts";
import type { Link, PersonSession, Usage } from "#contract/session.ts";
import { useHub } from "../../state/hub.ts";
import { useNow } from "../../state/now.ts";
import { sessionLevelWords } from "../../text/attention.ts";
import { waitHelp, waitLabel } from "../../text/wait-for-me.ts";
import { Switch } from "../../ui/Switch.tsx";
import { useSessionInView } from "../discussion/use-session-in-view.ts";
import { canWait, setLevel, setWaitForMe } from "../list/session-acts.ts";
import { lookFirst } from "../markdown/look-first.ts";
import { PlainText } from "../markdown/PlainText.tsx";
import { dollars, shortCount } from "./amounts.ts";
import styles from "./Facts.module.css";
import { Plan } from "./Plan.tsx";
import { type FactRow, factRows } from "./rows.tsx";
import { Sparkline } from "./Sparkline.tsx";
import { tokensPerMinute } from "./series.ts";

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={styles.part}>
    <h2 className={styles.head}>{title}</h2>
    {children}
  </section>
);

const Rows = ({ rows }: { rows: readonly FactRow[] }) => (
  <dl className={styles.rows}>
    {rows.map(({ name, value, title }) => (
      <div key={name} className={styles.row}>
        <dt>{name}</dt>
        <dd title={title}>{value}</dd>
      </div>
    ))}
  </dl>
);

const usageRows = ({ inputTokens, outputTokens, costUsd }: Usage): FactRow[] => {
  const counts = [
    inputTokens === undefined ? null : `${shortCount(inputTokens)} in`,
    outputTokens === undefined ? null : `${shortCount(outputTokens)} out`,
  ].filter((words) => words !== null);
  return [
    ...(counts.length === 0 ? [] : [{ name: "Tokens", value: counts.join(" · ") }]),
    ...(costUsd === undefined ? [] : [{ name: "Cost", value: dollars(costUsd) }]),
  ];
};

const UsagePart = ({ session }: { session: PersonSession }) => {
  const minutes = tokensPerMinute(session.id, useNow("minute"));
  const rows = session.usage ? usageRows(session.usage) : [];
  if (rows.length === 0) return null;
  return (
    <Part title={minutes.length > 0 ? "Tokens per minute" : "Usage"}>
      {minutes.length > 0 && <Sparkline minutes={minutes} />}
      <Rows rows={rows} />
    </Part>
  );
};

const Links = ({ links }: { links: readonly Link[] }) => (
  <ul className={styles.links}>
    {links.map(({ label, url }) => (
      <li key={`${label} ${url}`}>
        <button type="button" title={url} onClick={() => lookFirst(url, label ?? url)}>
          <PlainText>{label ?? url}</PlainText>
        </button>
      </li>
    ))}
  </ul>
);

const levels = [null, ...attentionLevels] as const;

/** How much of this session the person is told, and when it is told of again. */
const NotifyPart = ({ session }: { session: PersonSession }) => (
  <Part title="Notifications">
    <select
      aria-label="Notifications of this session"
      className={styles.select}
      value={session.level ?? "default"}
      onChange={({ target: { value } }) =>
        void setLevel(session, attentionLevels.find((level) => level === value) ?? null)
      }
    >
      {levels.map((level) => (
        <option key={level} value={level ?? "default"}>
          {sessionLevelWords[level ?? "default"]}
        </option>
      ))}
    </select>
    {session.muted && <p className={styles.help}>Muted: nothing notifies you, whatever is chosen.</p>}
  </Part>
);

/** The switch of the box to type in, with its help in full. */
const WaitPart = ({ session }: { session: PersonSession }) => {
  const isViewer = useHub((state) => state.person?.role === "viewer");
  if (!canWait(session) || isViewer) return null;
  return (
    <Part title="Steering">
      <div className={styles.wait}>
        <span id="facts-wait">{waitLabel}</span>
        <Switch
          isOn={session.waitForMe}
          onChange={(isOn) => void setWaitForMe(session, isOn)}
          labelledBy="facts-wait"
          describedBy="facts-wait-help"
        />
      </div>
      <p id="facts-wait-help" className={styles.help}>
        {waitHelp}
      </p>
    </Part>
  );
};

const Known = ({ session }: { session: PersonSession }) => {
  const now = useNow("minute");
  const { plan, links } = session;
  return (
    <div className={styles.facts}>
      {plan && plan.length > 0 && (
        <Part title="Plan">
          <Plan plan={plan} />
        </Part>
      )}
      <Part title="Session">
        <Rows rows={factRows(session, now)} />
      </Part>
      <UsagePart session={session} />
      <WaitPart session={session} />
      <NotifyPart session={session} />
      {links && links.length > 0 && (
        <Part title="Links">
          <Links links={links} />
        </Part>
      )}
    </div>
  );
};

/** What is known of a session, beside its discussion. */
export const Facts = ({ sessionId }: { sessionId: string }) => {
  const found = useSessionInView(sessionId);
  return found !== "reading" && "session" in found && <Known session={found.session} />;
};
