import { CircleAlert, RotateCw, X } from "lucide-react";
import { classes } from "../../ui/classes.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import { addressOf, isImage } from "./address.ts";
import styles from "./UploadList.module.css";
import { TooLarge, type Upload } from "./uploads.ts";
import { removeUpload, retryUpload } from "./use-uploads.ts";
import { extensionOf, sizeWords, uploadErrorWords } from "./words.ts";

const Preview = ({ upload: { name, file, state } }: { upload: Upload }) => {
  if (file && isImage(file)) return <img className={styles.preview} src={addressOf(file)} alt="" />;
  return (
    <span className={styles.preview} aria-hidden>
      {state === "failed" ? <CircleAlert strokeWidth={1.7} /> : extensionOf(name)}
    </span>
  );
};

const Bar = ({ upload: { name, progress } }: { upload: Upload }) => (
  <progress className={styles.bar} value={progress} aria-label={`${name} is being sent to the hub`} />
);

const Item = ({ sessionId, upload }: { sessionId: string; upload: Upload }) => {
  const { localId, name, size, state, error } = upload;
  const isFailed = state === "failed";
  return (
    <li className={classes(styles.item, isFailed && styles.failed)}>
      <Preview upload={upload} />
      <span className={styles.words}>
        <PlainText className={styles.name}>{name}</PlainText>
        {state === "sending" ? (
          <Bar upload={upload} />
        ) : (
          <span className={styles.note} role={isFailed ? "alert" : undefined}>
            {isFailed ? uploadErrorWords(error) : sizeWords(size)}
          </span>
        )}
      </span>
      {isFailed && !(error instanceof TooLarge) && (
        <IconButton
          label={`Send ${name} again`}
          icon={<RotateCw strokeWidth={1.7} />}
          onClick={() => retryUpload(sessionId, localId)}
        />
      )}
      <IconButton
        label={`Remove ${name}`}
        icon={<X strokeWidth={1.7} />}
        onClick={() => removeUpload(sessionId, localId)}
      />
    </li>
  );
};

/** The files that go with the next reply, above the words of it. */
export const UploadList = ({ sessionId, uploads }: { sessionId: string; uploads: readonly Upload[] }) =>
  uploads.length === 0 ? null : (
    <ul className={styles.list} aria-label="Files to send">
      {uploads.map((upload) => (
        <Item key={upload.localId} sessionId={sessionId} upload={upload} />
      ))}
    </ul>
  );
