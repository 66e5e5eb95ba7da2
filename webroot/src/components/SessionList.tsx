import * as api from '../api/client';
import type { DeviceSession } from '../api/types';
import { formatMoment } from '../format';
import { texts } from '../i18n';
import { useLoad } from '../state/useLoad';
import { useSubmit } from '../state/useSubmit';
import { Button } from './Button';
import { ConfirmButton } from './ConfirmButton';
import { Errors } from './Errors';
import { Loading } from './Loading';

/** The sign-ins of one's account, and the way to end them. */
export function SessionList() {
  const words = texts().account;
  const loaded = useLoad(api.listSessions);

  async function end(ending: Promise<void>): Promise<void> {
    await ending;
    await loaded.reload();
  }

  return (
    <Loading loaded={loaded}>
      {(sessions) => (
        <>
          <ul class="rows">
            {sessions.map((session) => (
              <Row key={session.id} session={session} onEnd={() => end(api.endSession(session.id))} />
            ))}
          </ul>
          {sessions.length > 1 && (
            <ConfirmButton
              label={words.endOthers}
              question={words.endOthersQuestion}
              confirm={words.endOthersYes}
              decline={words.no}
              action={() => end(api.endOtherSessions())}
            />
          )}
        </>
      )}
    </Loading>
  );
}

function Row({ session, onEnd }: { session: DeviceSession; onEnd: () => Promise<void> }) {
  const { busy, error, run } = useSubmit();
  const words = texts().account;
  const { device, address, lastUsedAt, current } = session;
  return (
    <li>
      <p>
        <strong>{device}</strong> {current && <span class="status good">{words.thisOne}</span>}
      </p>
      <p class="note">{words.lastUsed(address, formatMoment(lastUsedAt))}</p>
      {!current && (
        <div class="actions">
          <Button kind="outline" name={words.endOne(device, address)} busy={busy} onClick={() => void run(onEnd)}>
            {words.end}
          </Button>
        </div>
      )}
      <Errors error={error} />
    </li>
  );
}
