/** What stands beside the number in every page that asks for a call. */
const ofCall = { account: 'Cuenta', contact: 'Contacto', phone: 'Teléfono', ack: 'Me ocupo del caso' };

/** Every text that the desk mails, in Spanish. The English catalogue has the same keys, or does not compile. */
export const es = {
  /** What notices outside the customer's thread are called; the others keep the case's own subject. */
  subjects: {
    'stranger-receipt': 'Hemos recibido su mensaje',
    'message-not-delivered': 'No se entregó un mensaje a {recipient}',
    'case-assigned': 'Ahora es tuyo: {subject}',
    'customer-acted': 'En tu caso: {subject}',
    'deadline-missed': 'Plazo incumplido: {subject}',
    escalated: 'Escalado a usted: {subject}',
    page: 'Caso crítico de {accountName}: llame antes del {callbackDueAt}',
    'page-again': 'Caso crítico de {accountName}: vuelva a llamar al cliente',
    'page-overdue': 'Caso crítico de {accountName}: SIN LLAMADA desde el {callbackDueAt}',
    'page-incomplete': 'Caso crítico de {accountName}: falta la información vital',
    'critical-prompt': 'Caso crítico: {subject}',
    'verify-channel': 'Su código de verificación',
    'weekly-digest': 'Resumen semanal de {accountName}',
  },
  common: {
    number: 'Caso',
    subject: 'Asunto',
    viewCase: 'Ver el caso',
    footerCase: '{deskName} · Caso {number}',
    footer: '{deskName}',
    escalate: 'Para escalar el caso a su Gerente de Cuenta Técnica: {escalateUrl}',
    unknown: 'todavía no se conoce',
    nextUpdate: 'Volverá a tener noticias nuestras antes del {nextUpdateAt}.',
    linkedFiles:
      'Estos archivos son demasiado grandes para un correo; puede descargarlos en la página del caso:',
    missingFiles: 'Estos archivos se anunciaron con este mensaje, pero no llegaron a subirse:',
  },
  deadlines: {
    owner: 'asignar un responsable',
    'first-response': 'primera respuesta al cliente',
    update: 'siguiente actualización al cliente',
    'owner-silence': 'actividad del responsable',
    'escalation-answer': 'respuesta al escalamiento',
    'closure-reminder': 'recordatorio de cierre',
    'closure-lapse': 'cierre sin respuesta',
    callback: 'llamada de vuelta al cliente (15 minutos)',
    'critical-update-nudge': 'aviso previo a la actualización acordada',
    'critical-update': 'actualización acordada del problema crítico',
    handover: 'relevo con nota tras el cambio de turno',
    page: 'siguiente aviso a la guardia',
  },
  outcomes: {
    'no-answer': 'no hubo respuesta',
    busy: 'la línea estaba ocupada',
    voicemail: 'contestó el buzón de voz',
    other: 'no logramos hablar con usted',
  },
  refusals: {
    'too-large': 'supera el tamaño máximo de 25 MB',
    'too-many': 'un correo puede traer 100 archivos como máximo',
    'refused-type': 'es un tipo de archivo ejecutable, que no aceptamos por seguridad',
    other: 'no pudimos aceptarlo',
  },
  notices: {
    acknowledgement: {
      heading: 'Hemos recibido su caso',
      intro: 'Gracias por escribir a {deskName}. Su caso está registrado con el número {number}.',
      open: 'Un agente le responderá a más tardar el {answerBy}.',
      closed:
        'En este momento estamos fuera del horario de atención. Volvemos a abrir el {opensAt}, y un agente le responderá a más tardar el {answerBy}.',
      reply: 'Si desea añadir información, responda a este correo.',
    },
    'critical-acknowledgement': {
      heading: 'Hemos registrado su problema crítico',
      intro: 'El caso {number} está abierto y nuestro equipo de guardia ya fue avisado.',
      callback: 'Un agente le llamará antes del {callbackDueAt}.',
      callbackTo: 'Un agente le llamará al {phone} antes del {callbackDueAt}.',
      incomplete:
        'Para que un agente pueda devolverle la llamada en quince minutos necesitamos su información vital: empresa, nombre, teléfono, correo electrónico y descripción del problema. Complétela en la página del caso o llame a la Línea Directa.',
      hotline:
        'También puede llamar a la Línea Directa de Severidad 1, disponible las 24 horas, los 365 días del año. Indique el PIN del caso.',
      hotlineNumbers: 'Línea Directa',
      pin: 'PIN del caso',
    },
    'owner-changed': {
      heading: 'Su caso tiene un responsable',
      intro:
        '{ownerName} es ahora responsable de su caso: le mantendrá al tanto del avance y será su contacto hasta que se resuelva.',
      reason: 'Motivo del cambio:',
    },
    'closure-proposed': {
      heading: 'Proponemos cerrar su caso',
      intro: 'Creemos que el asunto está resuelto.',
      lapses:
        'Si no recibimos respuesta, el caso se cerrará el {lapsesAt}, conforme a las condiciones de su cuenta.',
      stays: 'El caso no se cerrará hasta que ambas partes estemos de acuerdo.',
      summary: 'Resumen de la solución:',
      cause: 'Causa:',
      causeUnknown: 'Se desconoce la causa.',
      followUps: 'Queda por hacer:',
      agree: 'Aceptar el cierre',
      decline: 'Mantener el caso abierto',
      byMail:
        'También puede responder a este correo con la frase «{agreePhrase}», o bien con la frase «{declinePhrase}» y el motivo.',
    },
    'closure-declined': {
      heading: 'El caso sigue abierto',
      intro: '{declinedBy} no aceptó el cierre del caso, así que seguimos trabajando en él.',
      reason: 'Motivo:',
    },
    'closure-reminder': {
      heading: 'Seguimos a la espera de su respuesta',
      intro: 'Hace unos días propusimos cerrar este caso y todavía no sabemos si usted lo acepta.',
      summary: 'Resumen de la solución:',
      cause: 'Causa:',
      causeUnknown: 'Se desconoce la causa.',
      followUps: 'Queda por hacer:',
      lapses:
        'Si no recibimos respuesta, el caso se cerrará el {lapsesAt}, conforme a las condiciones de su cuenta.',
      stays: 'El caso seguirá abierto hasta que recibamos su respuesta.',
      agree: 'Aceptar el cierre',
      decline: 'Mantener el caso abierto',
      byMail:
        'También puede responder a este correo con la frase «{agreePhrase}», o bien con la frase «{declinePhrase}» y el motivo.',
    },
    'case-closed': {
      heading: 'Su caso está cerrado',
      agreed: 'Cerramos el caso por acuerdo de ambas partes.',
      withoutAnswer:
        'Cerramos el caso porque no recibimos respuesta a nuestra propuesta, conforme a las condiciones de su cuenta.',
      closed: 'Cerramos el caso.',
      summary: 'Resumen:',
      cause: 'Causa:',
      causeUnknown: 'Se desconoce la causa.',
      followUps: 'Queda por hacer:',
      reopen:
        'Si el problema continúa, puede reabrir el caso hasta el {reopenBefore} desde la página del caso.',
      later: 'Si necesita algo más, responda a este correo.',
      rate: '¿Qué le ha parecido nuestra atención? Basta un clic:',
      good: 'Bien',
      bad: 'Mal',
    },
    'case-reopened': {
      heading: 'El caso está abierto de nuevo',
      intro: '{reopenedBy} reabrió el caso y ya estamos trabajando en él.',
      reason: 'Motivo:',
    },
    'cases-merged': {
      heading: 'Dos de sus casos son ahora uno',
      intro:
        'Su caso {mergedNumber} continúa aquí: un solo responsable responde de los dos, en el plazo que venza antes.',
      reply: 'Puede responder a los correos de cualquiera de los dos.',
    },
    'stranger-receipt': {
      heading: 'Hemos recibido su mensaje',
      intro:
        'Su dirección no está registrada en {deskName}, por lo que una persona revisará su mensaje antes de tramitarlo. Si su empresa es cliente nuestro, escríbanos desde su dirección registrada o pida a su administrador que le dé de alta.',
      ignore: 'Si usted no nos escribió, puede ignorar este correo.',
    },
    'attachments-refused': {
      heading: 'No pudimos aceptar algunos archivos',
      intro: 'Recibimos su mensaje, pero estos archivos adjuntos no se guardaron en el caso:',
      next: 'Si los necesitamos para resolver el caso, súbalos en otro formato o envíenos un enlace.',
    },
    'message-not-delivered': {
      heading: 'Un mensaje no llegó a su destinatario',
      intro:
        'El servidor de correo del destinatario rechazó un mensaje de este caso. Confirme la dirección o use otro medio.',
      recipient: 'Destinatario',
      status: 'Código de estado',
      diagnostic: 'Respuesta del servidor:',
    },
    'case-assigned': {
      heading: 'Este caso es tuyo ahora',
      intro: '{assignedBy} te ha asignado este caso.',
      reason: 'Motivo:',
      summary: 'En qué punto está:',
    },
    'customer-acted': {
      wrote: 'El cliente escribió en tu caso',
      declined: 'El cliente no está de acuerdo con cerrar tu caso',
      reopened: 'El cliente reabrió tu caso',
      next: 'Encontrarás lo que dice en la página del caso.',
    },
    'deadline-missed': {
      heading: 'Se incumplió un plazo',
      intro: 'Este caso necesita atención inmediata.',
      deadline: 'Plazo',
      dueAt: 'Vencía el',
      owner: 'Responsable',
    },
    escalated: {
      heading: 'Le han escalado un caso',
      intro: '{escalatedBy} solicita su intervención.',
      account: 'Cuenta',
      answerBy: 'Responder antes del',
      reason: 'Motivo:',
    },
    'callback-attempted': {
      heading: 'Intentamos llamarle',
      intro: 'Le llamamos al {phone} el {attemptedAt}: {outcome}.',
      next: 'Volveremos a intentarlo el {nextAttemptAt}. También puede llamarnos usted a la Línea Directa:',
    },
    'customer-update': {
      heading: 'Actualización sobre el problema crítico',
      nature: 'Naturaleza del problema:',
      changed: 'Qué ha cambiado:',
      expected: 'Resolución prevista',
      nextEstimate: 'Próxima estimación',
      nextUpdate: 'Próxima actualización',
    },
    'cadence-proposed': {
      heading: 'Propuesta de frecuencia de actualizaciones',
      intro: 'Proponemos enviarle actualizaciones sobre el problema crítico cada {minutes} min.',
      introBy: '{proposedBy} propone actualizaciones sobre el problema crítico cada {minutes} min.',
      agree: 'Puede aceptar esta frecuencia o proponer otra en la página del caso.',
    },
    'workaround-given': {
      heading: 'Hay una solución temporal',
      intro: 'El {givenAt} registramos esta solución temporal para el problema crítico:',
      next: 'El caso sigue abierto. Si la solución temporal no le funciona, responda a este correo o llámenos.',
    },
    'workaround-failed': {
      heading: 'La solución temporal ha fallado',
      intro: 'Volvemos a trabajar en el problema crítico. Lo que hemos visto:',
      next: 'Volverá a recibir actualizaciones con la frecuencia acordada.',
    },
    'issue-ended': {
      heading: 'El problema crítico ha terminado',
      intro: 'Según nuestros registros, la indisponibilidad terminó el {endedAt}.',
      next: 'El caso sigue abierto hasta que acordemos su cierre. Si el problema continúa, responda a este correo o llámenos.',
    },
    page: {
      heading: 'Un cliente espera su llamada',
      intro: 'Confirme que se ocupa del caso y llame al cliente antes del {callbackDueAt}.',
      ...ofCall,
    },
    'page-again': {
      heading: 'Vuelva a llamar al cliente',
      intro: 'Su última llamada no llegó al cliente. Vuelva a llamarle.',
      ...ofCall,
    },
    'page-overdue': {
      heading: 'Un cliente sigue esperando la llamada que se le prometió',
      intro: 'SIN LLAMADA desde el {callbackDueAt}. Confirme que se ocupa del caso y llame ya al cliente.',
      ...ofCall,
    },
    'page-incomplete': {
      heading: 'Falta la información vital de un caso crítico',
      intro:
        'Confirme que se ocupa del caso, contacte con el cliente y complete con él la información vital en la página del caso.',
      since:
        'El caso es crítico desde el {declaredAt}. Los quince minutos para llamar al cliente empiezan cuando la información vital esté completa.',
      account: 'Cuenta',
      contact: 'Contacto',
      email: 'Correo',
      ack: 'Me ocupo del caso',
    },
    'critical-prompt': {
      heading: 'Un caso crítico le necesita',
      'update-due': 'El cliente espera una actualización, y vence pronto.',
      'shift-change':
        'Ha cambiado el turno. Quien tiene el caso hace el relevo con una nota escrita, o anota que sigue con él.',
      reopened: 'El cliente ha reabierto el caso: hay que volver a trabajar en él.',
      'closure-declined': 'El cliente dice que no ha terminado: hay que volver a trabajar en él.',
      'workaround-failed':
        'El cliente dice que la solución temporal ha fallado: hay que volver a trabajar en él.',
      promptedAt: 'A las',
      next: 'De guardia ahora',
    },
    'verify-channel': {
      heading: 'Verifique esta dirección',
      intro: 'Escriba este código en la pantalla donde lo solicitó:',
      expires: 'El código es válido hasta el {expiresAt}.',
      ignore:
        'Si usted no lo solicitó, puede ignorar este correo. Nunca le pediremos este código por teléfono.',
    },
    'weekly-digest': {
      heading: 'Resumen semanal de {accountName}',
      opened: 'Casos abiertos',
      closed: 'Casos cerrados',
      silent: 'Casos sin actividad',
      reopened: 'Casos reabiertos',
      breached: 'Plazos incumplidos',
      awaitingCustomer: 'A la espera del cliente',
      cases: 'Casos que conviene revisar:',
      dashboard: 'Ver el panel de control',
    },
  },
};
