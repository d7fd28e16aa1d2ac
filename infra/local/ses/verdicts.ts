/** What SES found out about a received mail; `PASS` unless it was told otherwise. */
export interface Verdicts {
  readonly spf: string;
  readonly dkim: string;
  readonly dmarc: string;
  readonly dmarcPolicy?: string;
  readonly spam: string;
  readonly virus: string;
}

/** `POST /_local/verdicts`: the verdicts of the following mails, of every sender or of one. */
export interface VerdictSettings extends Partial<Verdicts> {
  readonly from?: string;
}

export interface VerdictBook {
  set(settings: VerdictSettings): void;
  of(sender: string, scanned: boolean): Verdicts;
}

const PASSED: Verdicts = { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS', spam: 'PASS', virus: 'PASS' };

export const createVerdictBook = (): VerdictBook => {
  let everyone: Partial<Verdicts> = {};
  const senders = new Map<string, Partial<Verdicts>>();
  return {
    set({ from, ...verdicts }) {
      if (from === undefined) everyone = verdicts;
      else senders.set(from.toLowerCase(), verdicts);
    },
    of(sender, scanned) {
      const found = { ...PASSED, ...everyone, ...senders.get(sender.toLowerCase()) };
      // A rule without ScanEnabled gets no spam and virus verdicts.
      return scanned ? found : { ...found, spam: 'DISABLED', virus: 'DISABLED' };
    },
  };
};
