using Escalation.Domain.Complaints;
using Escalation.Domain.Language;

namespace Escalation.Functions.Tests.Domain.Language;

public sealed class TriageReaderTests
{
    [Theory]
    [InlineData("I am furious. This is the worst company ever.")]
    [InlineData("Are you kidding me? I have had enough of this.")]
    [InlineData("I have never been so angry in my life")]
    [InlineData("WHAT THE HELL is going on with my order")]
    [InlineData("Olen raivoissani, nyt riittää!")]
    [InlineData("En jaksa enää tätä pelleilyä, häpeäisitte")]
    [InlineData("Mitä helvettiä te oikein teette?")]
    [InlineData("정말 화가 나네요. 이게 무슨 짓입니까")]
    [InlineData("서비스가 최악이고 직원이 너무 불친절해요")]
    [InlineData("太过分了，气死我了，再也不会来了")]
    [InlineData("你们这是什么态度？简直岂有此理！")]
    [InlineData("太過分了，氣死我了")]
    [InlineData("three weeks and nothing 🤬")]
    public void Anger_shows(string account) => Assert.Equal(CustomerState.Angry, TriageReader.Of(account).State);

    [Theory]
    [InlineData("I don't understand what this letter wants from me. Which form is the right one?")]
    [InlineData("I am completely confused by the two invoices")]
    [InlineData("En ymmärrä mitä tämä lasku tarkoittaa")]
    [InlineData("Olen aivan ymmällä, mitä minun pitäisi nyt tehdä")]
    [InlineData("안내가 서로 달라서 너무 헷갈려요. 뭐가 맞는 건가요?")]
    [InlineData("무슨 뜻인지 모르겠어요. 설명해 주세요")]
    [InlineData("我看不懂这张账单，请问该怎么填？")]
    [InlineData("两个客服说法不一样，我一头雾水")]
    public void Confusion_shows(string account) => Assert.Equal(CustomerState.Confused, TriageReader.Of(account).State);

    [Theory]
    [InlineData("I am very worried that the parcel is lost and I can't sleep")]
    [InlineData("I'm scared of losing my home, please help")]
    [InlineData("Olen todella huolissani, pelkään että rahat katosivat")]
    [InlineData("Minua ahdistaa, en saa yöllä nukuttua")]
    [InlineData("물건이 안 올까 봐 너무 불안하고 걱정돼요")]
    [InlineData("어떡해요, 잠도 못 자고 있어요")]
    [InlineData("我很担心，急死了，不知道怎么办才好")]
    [InlineData("一直睡不着，非常焦虑")]
    public void Fear_shows(string account) => Assert.Equal(CustomerState.Anxious, TriageReader.Of(account).State);

    [Theory]
    [InlineData("I will not accept this. Nothing you offer is enough, keep your voucher.")]
    [InlineData("I insist on a full refund, I know my rights")]
    [InlineData("En suostu mihinkään muuhun. Tiedän oikeuteni.")]
    [InlineData("Mikään ei kelpaa, vaadin saada puhua johtajalle")]
    [InlineData("절대 받아들일 수 없습니다. 책임자 나오라고 하세요")]
    [InlineData("쿠폰 따위 필요 없고 무조건 전액 주세요")]
    [InlineData("我绝不接受，叫你们经理出来")]
    [InlineData("说什么都没用，必须十倍赔偿，没得商量")]
    public void Stubbornness_shows(string account) => Assert.Equal(CustomerState.Difficult, TriageReader.Of(account).State);

    [Theory]
    [InlineData("The parcel came three weeks late and the box was torn open.")]
    [InlineData("My name is Sue. The blue chair I ordered has not arrived yet. Could you tell me when it will come?")]
    [InlineData("I am not angry, I only want to know when it arrives.")]
    [InlineData("Don't worry, there is no hurry.")]
    [InlineData("Paketti tuli kolme viikkoa myöhässä ja laatikko oli rikki.")]
    [InlineData("En ole vihainen, haluan vain tietää milloin se tulee.")]
    [InlineData("Tilaamani tuoli ei ole saapunut. Milloin se tulee?")]
    [InlineData("택배가 3주 늦게 왔고 상자가 찢어져 있었습니다.")]
    [InlineData("주문한 의자가 아직 안 왔습니다. 언제 도착하나요?")]
    [InlineData("包裹晚了三个星期，箱子也破了。")]
    [InlineData("我订的椅子还没有到，请问什么时候能到？")]
    [InlineData("")]
    public void A_calm_account_is_calm_and_raises_no_flag(string account)
    {
        var finding = TriageReader.Of(account);

        Assert.Equal(CustomerState.Calm, finding.State);
        Assert.Empty(finding.Flags);
        Assert.Empty(finding.Found);
    }

    [Theory]
    [InlineData("you are a bunch of idiots, fuck you")]
    [InlineData("I know where you live and I'm going to find you")]
    [InlineData("Haista vittu, senkin ääliöt")]
    [InlineData("Olette täysiä idiootteja ja tiedän missä asutte")]
    [InlineData("야 이 개새끼들아 다 죽여 버린다")]
    [InlineData("미친놈들아 닥쳐")]
    [InlineData("你们这群王八蛋，去死吧")]
    [InlineData("我找人弄死你，等着瞧，傻逼")]
    public void Abuse_is_flagged(string account) => Assert.Contains(CaseFlag.Abuse, TriageReader.Of(account).Flags);

    [Theory]
    [InlineData("The damn thing broke again, what a piece of junk")]
    [InlineData("Your agent called me an idiot and told me to shut up")]
    [InlineData("I felt like an idiot standing in the shop")]
    [InlineData("Asiakaspalvelija haukkui minua idiootiksi")]
    [InlineData("Paska laite, taas rikki")]
    [InlineData("직원이 저한테 바보 취급을 했어요")]
    [InlineData("店员骂我神经病")]
    [InlineData("这个垃圾产品又坏了，摇滚音乐也放不了")]
    public void Swearing_at_the_matter_or_insults_suffered_are_not_abuse(string account) =>
        Assert.DoesNotContain(CaseFlag.Abuse, TriageReader.Of(account).Flags);

    [Theory]
    [InlineData("If I get no answer I will sue you and my lawyer will be in touch")]
    [InlineData("I have filed a police report")]
    [InlineData("This violates the Consumer Rights Act")]
    [InlineData("Haastan teidät oikeuteen, asianajajani ottaa yhteyttä")]
    [InlineData("Teen tästä rikosilmoituksen poliisille")]
    [InlineData("Kuluttajariitalautakunta saa ratkaista")]
    [InlineData("소비자원에 신고하고 고소하겠습니다")]
    [InlineData("변호사를 선임해서 법적 대응 하겠습니다")]
    [InlineData("我要起诉你们，律师函会寄到")]
    [InlineData("我已经报警，也会打12315投诉")]
    public void Legal_matters_are_flagged(string account) => Assert.Contains(CaseFlag.Legal, TriageReader.Of(account).Flags);

    [Theory]
    [InlineData("My mother in law bought it at the food court")]
    [InlineData("The fraud department was friendly")]
    [InlineData("Sue told me the blue one is in stock")]
    [InlineData("Kohtelu oli oikeudenmukaista")]
    [InlineData("참기름 냄새가 고소한 과자를 주문했습니다")]
    [InlineData("사용 방법을 알려 주세요")]
    [InlineData("请告诉我办法，菜的做法不对")]
    public void What_only_sounds_legal_is_not(string account) => Assert.DoesNotContain(CaseFlag.Legal, TriageReader.Of(account).Flags);

    [Theory]
    [InlineData("The charger caught fire and burned my hand")]
    [InlineData("I got an electric shock from the kettle")]
    [InlineData("There was a piece of glass in my soup")]
    [InlineData("Sometimes I want to kill myself")]
    [InlineData("Laturi syttyi palamaan ja poltin käteni")]
    [InlineData("Sain laitteesta sähköiskun")]
    [InlineData("En halua enää elää")]
    [InlineData("충전기에서 불이 나서 손에 화상을 입었어요")]
    [InlineData("제품 때문에 감전될 뻔했고 아이가 다쳤습니다")]
    [InlineData("죽고 싶어요")]
    [InlineData("充电器漏电，我被电到了，手烫伤")]
    [InlineData("吃了以后食物中毒进了医院")]
    [InlineData("我不想活了")]
    [InlineData("煤氣洩漏，非常危險")]
    public void Danger_is_flagged(string account) => Assert.Contains(CaseFlag.Safety, TriageReader.Of(account).Flags);

    [Theory]
    [InlineData("The waiting is killing me")]
    [InlineData("You fired my favourite agent and the battery died")]
    [InlineData("It adds insult to injury")]
    [InlineData("I was shocked by the bill")]
    [InlineData("It is not dangerous, nobody was hurt")]
    [InlineData("My Fire TV stick does not work")]
    [InlineData("Palaan asiaan huomenna, puhelin kuoli")]
    [InlineData("배우 연기가 좋았고 웃음이 터졌어요")]
    [InlineData("직원이 전화를 끊었어요")]
    [InlineData("麻辣烫和炸鸡很好吃，电话打不通")]
    [InlineData("服务员态度冷淡，等得快要累死")]
    public void What_only_sounds_dangerous_is_not(string account) => Assert.DoesNotContain(CaseFlag.Safety, TriageReader.Of(account).Flags);

    [Theory]
    [InlineData("I am 82 years old and live alone")]
    [InlineData("My disabled son needs the wheelchair repaired")]
    [InlineData("I am pregnant and lost my job")]
    [InlineData("My husband passed away last month")]
    [InlineData("Olen 83-vuotias eläkeläinen ja liikun pyörätuolilla")]
    [InlineData("Mieheni kuoli viime kuussa enkä osaa suomea")]
    [InlineData("Olen yksinhuoltaja ja lapsella on syöpä")]
    [InlineData("저는 장애인이고 휠체어를 탑니다")]
    [InlineData("팔순 노모가 혼자 사시는데 임신한 저도 도와드릴 수 없어요")]
    [InlineData("남편이 지난달에 돌아가셨습니다")]
    [InlineData("我妈八十二岁了，行动不便")]
    [InlineData("我是残疾人，坐轮椅")]
    [InlineData("我怀孕了，老公上个月去世了")]
    public void Those_who_need_more_help_are_flagged(string account) => Assert.Contains(CaseFlag.Vulnerable, TriageReader.Of(account).Flags);

    [Theory]
    [InlineData("My account was disabled after the update")]
    [InlineData("The invoice is 90 days old and I am sick of waiting")]
    [InlineData("The service was poor and the old phone number is blind copied")]
    [InlineData("Tuote on 65 euroa ja vanha puhelin toimii")]
    [InlineData("서버 장애 때문에 접속이 안 됩니다")]
    [InlineData("암튼 이야기가 재미있었어요")]
    [InlineData("带老人孩子来吃饭，选择困难症犯了")]
    public void What_only_sounds_vulnerable_is_not(string account) => Assert.DoesNotContain(CaseFlag.Vulnerable, TriageReader.Of(account).Flags);

    [Theory]
    [InlineData("I will leave a one star review on Trustpilot and tell everyone")]
    [InlineData("I am going to the press with this")]
    [InlineData("Kirjoitan huonon arvostelun Googleen ja kerron kaikille")]
    [InlineData("Otan yhteyttä lehdistöön")]
    [InlineData("맘카페에 후기 올리겠습니다")]
    [InlineData("방송국에 제보할 겁니다")]
    [InlineData("我要发小红书曝光你们")]
    [InlineData("给你们差评，找媒体曝光")]
    public void A_threatened_bad_review_is_flagged(string account) => Assert.Contains(CaseFlag.PublicReviewRisk, TriageReader.Of(account).Flags);

    [Theory]
    [InlineData("I saw your shop on Instagram and read the good reviews")]
    [InlineData("My online account is under review")]
    [InlineData("Näin mainoksen Facebookissa")]
    [InlineData("인스타에서 보고 주문했어요")]
    [InlineData("在小红书上看到推荐来的，团购很划算")]
    public void Where_somebody_heard_of_us_is_no_threat(string account) =>
        Assert.DoesNotContain(CaseFlag.PublicReviewRisk, TriageReader.Of(account).Flags);

    [Fact]
    public void The_words_that_show_it_are_told_by_their_place()
    {
        const string account = "It came late. My lawyer says it CAUGHT FIRE because of you.";

        Assert.Equal(
            [(TriageSign.Legal, "lawyer"), (TriageSign.Safety, "CAUGHT FIRE")],
            TriageReader.Of(account).Found.Select(found => (found.Sign, account.Substring(found.Start, found.Length))));
    }

    [Fact]
    public void Of_each_sign_only_the_first_places_are_told() =>
        Assert.Equal(TriageFinding.MostPlaces, TriageReader.Of(string.Concat(Enumerable.Repeat("My lawyer will sue. ", 100))).Found.Count);

    [Theory]
    [InlineData("fi-FI", "fi")]
    [InlineData("ZH_hant", "zh")]
    [InlineData("sv", "en")]
    [InlineData(null, "en")]
    public void The_language_is_the_given_one_else_as_the_account_reads(string? given, string told) =>
        Assert.Equal(told, TriageReader.Of("The parcel has not arrived and nobody answers my calls.", given).Language);

    [Fact]
    public void A_sender_who_names_the_wrong_language_hides_nothing() =>
        Assert.Equal([CaseFlag.Legal], TriageReader.Of("Haastan teidät oikeuteen, jos rahat eivät palaudu.", "en").Flags);

    [Fact]
    public void Customers_mix_languages() =>
        Assert.Equal([CaseFlag.Legal, CaseFlag.Safety], TriageReader.Of("충전기에서 불이 났습니다. I will sue you. 我要报警。").Flags);
}
