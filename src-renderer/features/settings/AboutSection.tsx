import { useHub } from "../../state/hub.ts";
import { Button } from "../../ui/Button.tsx";
import { Copyable } from "../../ui/Copyable.tsx";
import { showWelcome } from "../welcome/welcome.ts";
import styles from "./AboutSection.module.css";
import { Row, Section } from "./Section.tsx";

/** Which hub this is. */
export const AboutSection = () => {
  const hub = useHub((state) => state.hub);
  const person = useHub((state) => state.person);
  if (!hub) return null;
  return (
    <Section title="About">
      <Row id="about-version" label="Muster">
        <span className={styles.fact}>version {hub.version}</span>
      </Row>
      <Row id="about-address" label="Address" help="Where other machines reach this hub." isWide>
        <Copyable text={hub.address} label="hub’s address" />
      </Row>
      <Row
        id="about-fingerprint"
        label="Fingerprint"
        help="SHA-256 of the hub’s certificate. What a joined machine shows must be the same."
        isWide
      >
        <Copyable text={hub.fingerprint} label="fingerprint" />
      </Row>
      {person?.role === "owner" && (
        <Row id="about-first-steps" label="First steps" help="Join a machine, connect your agents, try a notification.">
          <Button size="s" onClick={showWelcome}>
            Show again
          </Button>
        </Row>
      )}
      {person && (
        <Row id="about-person" label="You">
          <span className={styles.fact}>
            <bdi>{person.name}</bdi>, {person.role}
          </span>
        </Row>
      )}
    </Section>
  );
};
