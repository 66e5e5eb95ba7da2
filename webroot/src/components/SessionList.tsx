import * as api from '../api/client';
import type { DeviceSession } from '../api/types';
import { formatMoment } from '../format';
import { useLoad } from '../state/useLoad';
import { useSubmit } from '../state/useSubmit';
import { Button } from './Button';
import { ConfirmButton } from './ConfirmButton';
import { Errors } from './Errors';
import { Loading } from './Loading';

/** The sign-ins of one's account, and the way to end them. */
export function SessionList() {
  const loaded = useLoad(api.listSessions);

  async function end(ending: Promise<void>): Promise<void> {
    await ending;
    await loaded.reload();
  }

  return (
    <Loading loaded={loaded}>
      {(sessions) => (
        <>
          <ul class="items sessions">
            {sessions.map((session) => (
              <Row key={session.id} session={session} onEnd={() => end(api.endSession(session.id))} />
            ))}
          </ul>
          {sessions.length > 1 && (
            <ConfirmButton
              label="End all others"
              question="Sign out everywhere but here?"
              confirm="Yes, end them"
              decline="No"
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
  const { device, address, lastUsedAt, current } = session;
  return (
    <li>
      <span>{device}</span>
      {current && <span class="status good">This one</span>}
      <p class="note">{`${address}, last used ${formatMoment(lastUsedAt)}`}</p>
      {!current && (
        <div class="actions">
          <Button kind="outline" name={`End ${device}, ${address}`} busy={busy} onClick={() => void run(onEnd)}>
            End
          </Button>
        </div>
      )}
      <div class="note">
        <Errors error={error} />
      </div>
    </li>
  );
}
