/** Words of the case at a glance and of those who review it, English and Hindi side by side. */
export const REVIEW_WORDS = {
  fresh: ['new', 'नया'],
  newInCase: ['{n} new in the case', 'केस में {n} नए'],
  timeline: ['What happened', 'क्या-क्या हुआ'],
  noDate: ['No date', 'तारीख़ नहीं'],
  moreFacts: ['{n} more', '{n} और'],
  conflicts: ['Sources disagree', 'स्रोत अलग कहते हैं'],
  conflictsHint: ['nobody settled it yet', 'अभी किसी ने तय नहीं किया'],
  reviewers: ['Who reviews', 'समीक्षक'],
  noReviewers: ['Nobody is named: any reviewer may write.', 'कोई तय नहीं: कोई भी समीक्षक लिख सकता है।'],
  nameReviewers: ['Name reviewers', 'समीक्षक चुनें'],
  signs: ['signs', 'हस्ताक्षर करेंगे'],
  handedIn: ['handed in', 'सौंप दिया'],
  stillReads: ['still reads', 'अभी पढ़ रहे हैं'],
  readApart: [
    'They first read apart. Each sees the others’ readings after handing in their own.',
    'वे पहले अलग-अलग पढ़ेंगे। अपना सौंपने के बाद ही दूसरों का दिखेगा।',
  ],
  firstRead: ['Your own reading', 'आपकी अपनी समीक्षा'],
  firstReadHint: [
    'Others read this case too. You see theirs once you have handed in yours, and they yours.',
    'इस केस को और डॉक्टर भी पढ़ रहे हैं। अपनी सौंपने के बाद आप उनकी देखेंगे, और वे आपकी।',
  ],
  handIn: ['Hand in, for good', 'सौंपें (बदला नहीं जा सकेगा)'],
  agreement: ['Where the readings differ', 'कहाँ मतभेद है'],
  saysNothing: ['says nothing on it', 'कुछ नहीं कहा'],
  waitsForReads: [
    'The opinion is written when all have handed in their reading.',
    'सबके सौंपने के बाद राय लिखी जाएगी।',
  ],
  secondReader: ['Second reader', 'दूसरे पाठक'],
  askSecond: ['Ask for a second reader', 'दूसरे पाठक की माँग करें'],
  secondWaits: [
    'Another doctor must agree to the finished words before they are signed.',
    'हस्ताक्षर से पहले दूसरे डॉक्टर की सहमति ज़रूरी है।',
  ],
  secondByRule: [
    'In a case like this another doctor must agree to the finished words before they are signed.',
    'ऐसे केस में हस्ताक्षर से पहले दूसरे डॉक्टर की सहमति ज़रूरी है।',
  ],
  secondStale: [
    'The case or the words changed after the second reader agreed. They must agree anew.',
    'सहमति के बाद केस या शब्द बदले। फिर से सहमति चाहिए।',
  ],
  secondAgreed: ['{name} agreed, {time}', '{name} सहमत, {time}'],
  agreeTo: ['I agree to these words', 'मैं इन शब्दों से सहमत हूँ'],
  constraints: ['To keep in mind', 'ध्यान रखें'],
} as const satisfies Record<string, readonly [english: string, hindi: string]>;
