import { type FormEvent, useState } from "react";
import type { AttentionPreferences } from "#contract/attention.ts";
import { changeAttention } from "../../state/attention.ts";
import { wordsFor } from "../../text/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Copyable } from "../../ui/Copyable.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { Row } from "../settings/Section.tsx";
import { change } from "./acts.ts";
import styles from "./Attention.module.css";

const Secret = ({ secret, onDone }: { secret: string; onDone: () => void }) => (
  <div className={styles.secret}>
    <p>
      Calls are signed with this secret, as Standard Webhooks says. It is shown <strong>this once</strong>: put it where
      the calls arrive.
    </p>
    <Copyable text={secret} label="webhook’s secret" />
    <div>
      <Button size="s" onClick={onDone}>
        I have it
      </Button>
    </div>
  </div>
);

const addressWords = "An address like https://example.org/hook; http:// only inside your own network.";

/** What is wrong with an address, as far as that can be seen here; the hub looks at where it leads. */
const problemOf = (url: string): string | null => {
  const { protocol } = URL.parse(url) ?? {};
  return protocol === "https:" || protocol === "http:" ? null : addressWords;
};

const useWebhook = (kept: string) => {
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const url = typed ?? kept;
  const put = (next: string | null) => {
    setTyped(next);
    setProblem(null);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = problemOf(url.trim());
    if (wrong !== null) return setProblem(wrong);
    try {
      setSecret(await changeAttention({ webhook: { url: url.trim() } }));
      return put(null);
    } catch (error) {
      return setProblem(wordsFor(error));
    }
  };
  const remove = async () => {
    if (!(await change({ webhook: null }))) return;
    put(null);
    setSecret(null);
  };
  return { url, problem, secret, put, save, remove, forget: () => setSecret(null) };
};

/** The webhook's address; a new one comes with a secret. */
export const WebhookRow = ({ webhook }: Pick<AttentionPreferences, "webhook">) => {
  const kept = webhook?.url ?? "";
  const { url, problem, secret, put, save, remove, forget } = useWebhook(kept);
  return (
    <Row
      id="webhook"
      label="Webhook"
      help="Gets what was not answered: the session’s title and what it is about, no text of the agent."
      isWide
    >
      <form noValidate className={styles.webhook} onSubmit={(event) => void save(event)}>
        <TextField
          className={styles.address}
          label="Address"
          type="url"
          dir="ltr"
          spellCheck={false}
          placeholder="https://"
          value={url}
          problem={problem}
          onChange={put}
        />
        <span className={styles.acts}>
          <Button type="submit" size="s" tone="primary" disabled={url.trim() === "" || url.trim() === kept}>
            Save
          </Button>
          {webhook !== null && (
            <Button size="s" tone="quiet" onClick={() => void remove()}>
              Remove
            </Button>
          )}
        </span>
      </form>
      {secret !== null && <Secret secret={secret} onDone={forget} />}
    </Row>
  );
};
