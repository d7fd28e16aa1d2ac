import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PersonView } from '../../../../shared/contracts/api/people.ts';
import { useAction } from '../../api/actions.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useTimes } from '../../app/person.tsx';
import { optionsOf } from '../../ui/options.ts';
import { Failure } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { At } from '../../ui/time.tsx';
import styles from './channels.module.css';

type Channel = PersonView['channels'][number];

/** How a person is paged. A channel works only once its code has come back. */
export function Channels({ person }: { readonly person: PersonView }) {
  const { peoplePage: t, actions } = useText();
  const { personId, channels } = person;
  const [kind, setKind] = useState<Channel['kind']>('sms');
  const [address, setAddress] = useState('');
  const add = useAction('addChannel', { refresh: [['listPeople']], onSuccess: () => setAddress('') });
  return (
    <>
      <ul className={styles.list}>
        {channels.map((channel) => (
          <ChannelItem key={channel.channelId} personId={personId} channel={channel} />
        ))}
      </ul>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ path: { personId }, body: { kind, address: address.trim() } });
        }}
      >
        <NativeSelect
          label={t.addChannel}
          value={kind}
          onChange={({ currentTarget }) => setKind(currentTarget.value as Channel['kind'])}
          data={optionsOf(t.channelKind)}
        />
        <TextInput
          label={t.channelAddress}
          required
          withAsterisk={false}
          value={address}
          onChange={({ currentTarget }) => setAddress(currentTarget.value)}
        />
        <Button type="submit" loading={add.isPending}>
          {actions.add}
        </Button>
      </form>
      <Failure error={add.error} />
    </>
  );
}

function ChannelItem({ personId, channel }: { readonly personId: string; readonly channel: Channel }) {
  const { peoplePage: t } = useText();
  const times = useTimes();
  const [code, setCode] = useState('');
  const path = { personId, channelId: channel.channelId };
  const verify = useAction('verifyChannel', { refresh: [['listPeople']] });
  const remove = useAction('removeChannel', { refresh: [['listPeople']] });
  const what = `${t.channelKind[channel.kind]} ${channel.address}`;
  return (
    <li className={styles.row}>
      <span>{what}</span>
      {channel.verifiedAt === null ? (
        <>
          <Tag tone="amber">{t.notVerified}</Tag>
          <form
            className={styles.row}
            onSubmit={(event) => {
              event.preventDefault();
              verify.mutate({ path, body: { code: code.trim() } });
            }}
          >
            <TextInput
              size="xs"
              aria-label={t.code}
              placeholder={t.code}
              required
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              onChange={({ currentTarget }) => setCode(currentTarget.value)}
            />
            <Button size="xs" type="submit" loading={verify.isPending}>
              {t.verify}
            </Button>
          </form>
        </>
      ) : (
        <At at={channel.verifiedAt}>
          <Tag tone="green">{t.verifiedAt(times.say(channel.verifiedAt))}</Tag>
        </At>
      )}
      <CloseButton size="sm" aria-label={t.removeChannel(what)} onClick={() => remove.mutate({ path })} />
      <Failure error={verify.error ?? remove.error} />
    </li>
  );
}
