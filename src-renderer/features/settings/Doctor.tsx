import { CircleAlert, CircleCheck, CircleHelp, TriangleAlert } from "lucide-react";
import { type ReactNode, useCallback, useState } from "react";
import type { DoctorReport, Finding, Machine } from "#contract/machine.ts";
import { formatAgo, formatFull, useTimeText } from "../../state/now.ts";
import { doctorCommand, findingWords, notChecked } from "../../text/machines.ts";
import { Button } from "../../ui/Button.tsx";
import { Copyable } from "../../ui/Copyable.tsx";
import { classes } from "../../ui/classes.ts";
import { PlainText } from "../markdown/PlainText.tsx";
import styles from "./Doctor.module.css";
import { groupFindings } from "./findings.ts";
import { Row } from "./Section.tsx";

const icons: Record<Finding["status"], ReactNode> = {
  good: <CircleCheck strokeWidth={1.7} role="img" aria-label={findingWords.good} />,
  warning: <TriangleAlert strokeWidth={1.7} role="img" aria-label={findingWords.warning} />,
  bad: <CircleAlert strokeWidth={1.7} role="img" aria-label={findingWords.bad} />,
  unknown: <CircleHelp strokeWidth={1.7} role="img" aria-label={findingWords.unknown} />,
};

const FindingLine = ({ finding: { status, text, fix } }: { finding: Finding }) => (
  <li className={classes(styles.finding, styles[status])}>
    {icons[status]}
    <div className={styles.words}>
      <PlainText>{text}</PlainText>
      {fix !== null && <Copyable text={fix} label="command that mends it" />}
    </div>
  </li>
);

const Findings = ({ findings }: { findings: readonly Finding[] }) =>
  groupFindings(findings).map(({ name, findings: members }) => (
    <section key={name}>
      <h4 className={styles.name}>
        <PlainText>{name}</PlainText>
      </h4>
      <ul className={styles.findings}>
        {members.map((finding) => (
          <FindingLine key={`${finding.check} ${finding.text}`} finding={finding} />
        ))}
      </ul>
    </section>
  ));

const Checked = ({ report: { at, version } }: { report: DoctorReport }) => (
  <span title={formatFull(at)}>
    Checked {useTimeText(useCallback((now) => formatAgo(at, now), [at]))} by muster {version}
  </span>
);

/** What the machine's own check found; all that is good is folded away. */
export const Doctor = ({ machine: { id, doctor } }: { machine: Machine }) => {
  const [isAll, setAll] = useState(false);
  if (doctor === null)
    return (
      <Row id={`doctor-${id}`} label="Check" help={notChecked} isWide>
        <Copyable text={doctorCommand} label="command that checks it" />
      </Row>
    );
  const toMend = doctor.findings.filter(({ status }) => status !== "good");
  const goodCount = doctor.findings.length - toMend.length;
  return (
    <Row id={`doctor-${id}`} label="Check" help={<Checked report={doctor} />} isWide>
      <div className={styles.report}>
        {toMend.length === 0 && <p className={styles.fine}>Nothing to mend.</p>}
        <Findings findings={isAll ? doctor.findings : toMend} />
        {goodCount > 0 && (
          <Button size="s" tone="quiet" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
            {isAll ? "Only what is to mend" : `Show the ${goodCount} that ${goodCount === 1 ? "is" : "are"} good`}
          </Button>
        )}
      </div>
    </Row>
  );
};
