/** What the flow refers to. */
export interface HotlineFlowTargets {
  readonly lookUpArn: string;
  readonly queueArn: string;
  /** Amazon Polly's voice. */
  readonly voice: string;
  readonly texts: { readonly welcome: string; readonly ask: string; readonly closed: string };
}

/**
 * The contact flow of the hotline, in Amazon Connect's flow language: a greeting, the PIN or case number for
 * those who have one, and a representative for everybody. Every error goes on to the representative.
 */
export function hotlineFlow({ lookUpArn, queueArn, voice, texts }: HotlineFlowTargets): string {
  const toQueue = 'queue';
  const orElse = [{ NextAction: toQueue, ErrorType: 'NoMatchingError' }];
  const actions = [
    action('voice', 'UpdateContactTextToSpeechVoice', { TextToSpeechVoice: voice }, 'welcome', [
      { NextAction: 'welcome', ErrorType: 'NoMatchingError' },
    ]),
    action('welcome', 'MessageParticipant', { Text: texts.welcome }, 'ask', orElse),
    action(
      'ask',
      'GetParticipantInput',
      {
        Text: texts.ask,
        StoreInput: 'True',
        InputTimeLimitSeconds: '6',
        InputValidation: { CustomValidation: { MaximumLength: '8' } },
      },
      'look-up',
      orElse,
    ),
    action(
      'look-up',
      'InvokeLambdaFunction',
      {
        LambdaFunctionARN: lookUpArn,
        InvocationTimeLimitSeconds: '3',
        LambdaInvocationAttributes: { typed: '$.StoredCustomerInput' },
      },
      'remember',
      orElse,
    ),
    action(
      'remember',
      'UpdateContactAttributes',
      {
        Attributes: {
          caseId: '$.External.caseId',
          caseNumber: '$.External.caseNumber',
          accountName: '$.External.accountName',
          language: '$.External.language',
        },
      },
      toQueue,
      orElse,
    ),
    action(toQueue, 'UpdateContactTargetQueue', { QueueId: queueArn }, 'transfer', [
      { NextAction: 'closed', ErrorType: 'NoMatchingError' },
    ]),
    action('transfer', 'TransferContactToQueue', {}, 'closed', [
      { NextAction: 'closed', ErrorType: 'QueueAtCapacity' },
      { NextAction: 'closed', ErrorType: 'NoMatchingError' },
    ]),
    action('closed', 'MessageParticipant', { Text: texts.closed }, 'end', [
      { NextAction: 'end', ErrorType: 'NoMatchingError' },
    ]),
    { Identifier: 'end', Type: 'DisconnectParticipant', Parameters: {}, Transitions: {} },
  ];
  return JSON.stringify({ Version: '2019-10-30', StartAction: 'voice', Actions: actions });
}

function action(
  Identifier: string,
  Type: string,
  Parameters: object,
  NextAction: string,
  Errors: readonly { NextAction: string; ErrorType: string }[],
) {
  return { Identifier, Type, Parameters, Transitions: { NextAction, Errors, Conditions: [] } };
}
