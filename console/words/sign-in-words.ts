/** Words of the second step of the sign-in, English and Hindi. */
export const SIGN_IN_WORDS = {
  useBackup: ['Use a backup code', 'बैकअप कोड लगाएँ'],
  useApp: ['Use the app’s code', 'ऐप का कोड लगाएँ'],
  backupCode: ['Backup code', 'बैकअप कोड'],
  wrongCode: ['This code is not right. Please look again.', 'यह कोड सही नहीं है। कृपया फिर देखें।'],
  wrongPassword: ['The password is not right.', 'पासवर्ड सही नहीं है।'],
  secondStep: ['Second step', 'दूसरा चरण'],
  secondStepWhy: [
    'Signing in takes a second step: a code from an app on your phone. Give your password to set it up.',
    'साइन इन में दूसरा चरण है: आपके फ़ोन के ऐप का कोड। इसे लगाने के लिए अपना पासवर्ड दें।',
  ],
  secondStepOn: ['On: a code from your app is asked for.', 'चालू है: आपके ऐप का कोड पूछा जाता है।'],
  setUp: ['Set it up', 'इसे लगाएँ'],
  scanThis: ['Scan this with your authenticator app.', 'इसे अपने ऑथेंटिकेटर ऐप से स्कैन करें।'],
  qrCode: ['QR code for the app', 'ऐप के लिए क्यूआर कोड'],
  orType: ['Or type this key:', 'या यह कुंजी लिखें:'],
  goOn: ['Go on', 'आगे बढ़ें'],
  backupWhy: [
    'Keep these on paper. Each opens the desk once when your phone is lost. They are not shown again.',
    'इन्हें काग़ज़ पर रखें। फ़ोन खो जाए तो हर कोड एक बार खोलता है। ये फिर नहीं दिखेंगे।',
  ],
  passkey: ['Passkey', 'पासकी'],
  passkeys: ['Passkeys', 'पासकी'],
  passkeyWhy: [
    'A passkey signs you in by the finger, face or PIN of your device, without password and code.',
    'पासकी से आप अपने उपकरण की उँगली, चेहरे या पिन से साइन इन करते हैं, पासवर्ड और कोड के बिना।',
  ],
  makePasskey: ['Make a passkey on this device', 'इस उपकरण पर पासकी बनाएँ'],
  removePasskey: ['Remove', 'हटाएँ'],
  passkeyNotMade: ['No passkey was made. You can try again.', 'पासकी नहीं बनी। आप फिर कोशिश कर सकते हैं।'],
  passkeySoon: [
    'A passkey is made soon after signing in. Please sign out, sign in again, and make it then.',
    'पासकी साइन इन के तुरंत बाद बनती है। कृपया साइन आउट करें, फिर साइन इन करके बनाएँ।',
  ],
  enterByPasskey: ['Sign in with a passkey', 'पासकी से साइन इन करें'],
  passkeyNotUsed: [
    'No passkey was used. Try again, or sign in with your password.',
    'पासकी नहीं लगी। फिर कोशिश करें, या पासवर्ड से साइन इन करें।',
  ],
  passkeyUnknown: [
    'The desk does not know this passkey. Sign in with your password.',
    'डेस्क इस पासकी को नहीं जानता। पासवर्ड से साइन इन करें।',
  ],
  enterByDirectory: ['Sign in with {name}', '{name} से साइन इन करें'],
  directoryUnknown: [
    'The directory knows you, but you have no account at this desk. Ask an administrator to invite you. If you have an invitation as a reviewer, open its link first.',
    'निर्देशिका आपको जानती है, पर इस डेस्क पर आपका खाता नहीं है। प्रशासक से निमंत्रण माँगें। समीक्षक का निमंत्रण हो तो पहले उसका लिंक खोलें।',
  ],
  directoryOff: [
    'This account is switched off. Please ask an administrator.',
    'यह खाता बंद है। कृपया प्रशासक से पूछें।',
  ],
  directoryFailed: [
    'The sign-in with the directory did not work. Try again, or sign in with your password.',
    'निर्देशिका से साइन इन नहीं हुआ। फिर कोशिश करें, या पासवर्ड से साइन इन करें।',
  ],
  directoryCode: [
    'The directory let you in. One step more: the code of your app.',
    'निर्देशिका ने आपको पहचान लिया। एक चरण और: आपके ऐप का कोड।',
  ],
  secondStepDirectory: [
    'Signing in takes a second step: a code from an app on your phone. It is set up now.',
    'साइन इन में दूसरा चरण है: आपके फ़ोन के ऐप का कोड। इसे अभी लगाते हैं।',
  ],
} as const satisfies Record<string, readonly [english: string, hindi: string]>;
