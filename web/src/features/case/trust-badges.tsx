import type { CaseEvents, Party } from '../../../../shared/contracts/vocabulary.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { Tag } from '../../ui/tag.tsx';

interface TrustBadgesProps {
  readonly message: CaseEvents['message.received'];
  readonly parties: readonly Party[];
  readonly firstSeen: boolean;
}

/** How far a message can be believed: what SES found, whether its sender belongs here, whether they are new. */
export function TrustBadges({
  message: { verdicts, from, automatic },
  parties,
  firstSeen,
}: TrustBadgesProps) {
  const { trust, verdict, entry } = useText();
  const isParty = parties.some(({ address }) => address.toLowerCase() === from.address.toLowerCase());
  return (
    <>
      {verdicts != null && (
        <Tag
          tone={verdicts.dmarc === 'PASS' ? 'green' : 'red'}
          hint={`${verdicts.dmarc === 'PASS' ? trust.dmarcPassHint : trust.dmarcFailHint} ${trust.checks(verdict[verdicts.spf], verdict[verdicts.dkim], verdict[verdicts.dmarc])}`}
        >
          {verdicts.dmarc === 'PASS' ? trust.dmarcPass : trust.dmarcFail}
        </Tag>
      )}
      {isParty ? (
        <Tag>{trust.party}</Tag>
      ) : (
        <Tag tone="red" hint={`${trust.strangerHint} ${from.address}`}>
          {trust.stranger}
        </Tag>
      )}
      {firstSeen && (
        <Tag tone="amber" hint={trust.firstSeenHint}>
          {trust.firstSeen}
        </Tag>
      )}
      {automatic !== null && <Tag>{entry.automatic}</Tag>}
    </>
  );
}
