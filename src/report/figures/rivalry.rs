//! Words of figures about rivalry (who follows whom, price cycles, answers to a forced price), in both languages.

use crate::report::bilingual::bilingual;
use crate::report::charts::Language;

bilingual! { Language;
    // Why there is no figure.
    no_reaction:
        "no cut of {least} or more was followed within {days} days by another firm's of {answer} or more",
        "没有降幅达 {least} 以上的降价在 {days} 天内引来其他厂商 {answer} 以上的降价";
    no_duopoly: "there are not exactly two firms with one product each", "并非恰好两家各有一个产品的厂商";
    no_cycle: "prices do not go through two full cycles", "价格没有经历两个完整周期";
    no_impulse: "no price is forced in a market of rounds", "没有在按轮次运行的市场中强制改变价格";
    no_episode: "no run has a price-war episode and a calm", "没有一次运行既有价格战时段又有平时";

    // Under fire.
    fire_title: "Under fire {who} loses most: {points} points of gross margin", "战时 {who} 损失最大：毛利率下降 {points} 个百分点";
    fire_title_none: "Under fire no provider's gross margin is lower", "战时没有厂商的毛利率下降";
    fire_subtitle:
        "Gross margin from an episode's first move to its last and the gap after it, less that in the calm, in points; beside it other changes a day. Association, not effect; {runs}",
        "自时段首次行动至末次行动后的间隔期的毛利率减去平时（百分点）；右侧为其他每日变化。为相关而非因果；{runs}";
    fire_unit: "change of gross margin, percentage points", "毛利率变化（百分点）";
    fire_investment: "staff, training, data", "人员、训练、数据";
    fire_refused: "refused, points", "拒绝（百分点）";
    fire_waiting: "ms a token", "毫秒/token";
    fire_quality: "Elo sold", "所售 Elo";
    fire_profit: "profit", "利润";
    fire_caption:
        "All providers together, under fire less calm: profit {profit}; quality of the tokens sold {quality}; welfare {welfare}. Demand and costs move meanwhile: the effect of a war is the difference to its twin without one (`pricewar compare --twin`).",
        "全部厂商合计，战时减去平时：利润 {profit}；所售 token 的质量 {quality}；社会福利 {welfare}。其间需求与成本也在变化：价格战的效应须与没有价格战的对照市场相比（`pricewar compare --twin`）。";

    // Reactions.
    then: "; ", "；";
    reactions_title:
        "{who} cuts by {size} on {date}; {n} rivals follow within {days}",
        "{who} 于{date}降价 {size}，{days}内有 {n} 家对手跟随";
    reactions_title_one:
        "{who} cuts by {size} on {date}; {n} rival follows after {days}",
        "{who} 于{date}降价 {size}，{n} 家对手在 {days}后跟随";
    reactions_subtitle:
        "Cuts of {least} or more, or scripted, that no such cut preceded within {days} days, and the rivals' first cuts within {days} days after; {which}",
        "领先：降幅达 {least} 以上（或预设），且此前 {days} 天内无此类降价；跟随：其后 {days} 天内对手的首次降价；{which}";
    reactions_caption:
        "A lead is a cut of at least {least}, or a scripted one, that no such cut of any firm precedes within {days} days; a rival follows with its first cut of at least {answer} in the {days} days after. What falls on one instant does not follow, and a launch is no cut; who cuts by its own calendar seems to follow too.",
        "领先降价指降幅至少 {least} 或由预设事件规定、且此前 {days} 天内没有任何厂商此类降价者；对手在其后 {days} 天内降幅至少 {answer} 的首次降价为跟随。同一时刻的降价不算跟随，新品上线不算降价；按自身日程降价者看上去也像在跟随。";
    reactions_counts:
        " In this run {followed} of {leads} leads are followed; {shown} are shown.",
        "本次运行的 {leads} 次领先降价中有 {followed} 次被跟随，图中为其中 {shown} 次。";
    delays_title:
        "{who} follows soonest: {days} after a leader's cut, {share} of the time",
        "{who} 跟随最快：领先降价后 {days}，跟随比例 {share}";
    delays_subtitle:
        "Days from a rival's lead (a cut of {least} or more, or scripted, the first in {days} days) to the firm's own cut; {runs}",
        "自对手领先降价（降幅达 {least} 以上或预设，{days} 天内首次）至自身降价的天数；{runs}";
    delays_unit: "days behind the leader (median of a run)", "落后领先者的天数（单次运行的中位数）";
    delays_follows: "follows", "跟随比例";
    delays_leads: "leads a run", "每次运行领先";
    delays_told:
        "{who} {days}, follows {share}, leads {leads} times a run",
        "{who} {days}，跟随 {share}，每次运行领先 {leads} 次";
    delays_caption: " Median delay: {list}.", "延迟中位数：{list}。";
    delays_cuts: " All cuts, the smallest too: {n} a run.", "全部降价（含最小者）：每次运行 {n} 次。";

    // Price cycle.
    cycle_title:
        "Prices go round in a cycle of {days} days, between {low} and {high}",
        "价格循环往复：周期 {days} 天，在 {low} 与 {high} 之间";
    cycle_subtitle:
        "Posted prices of the two firms against each other (left) and over time (right); {which}",
        "两家厂商的挂牌价：相互对照（左）与随时间变化（右）；{which}";
    cycle_before: "before", "此前";
    cycle_last: "last two cycles", "最后两个周期";
    cycle_equal: "equal prices", "价格相等";
    cycle_caption:
        "Full cycles: {cycles}, from peak to peak of the effective price {days}; a peak lies at least 5 % above the troughs on both sides. Rises of posted prices: {rises}.",
        "完整周期数：{cycles}；有效价格从波峰到波峰 {days}，波峰须比两侧波谷高 5 % 以上。挂牌价上调次数：{rises}。";

    // Impulse response.
    impulse_cut: "After a forced cut of {size} {answer} and {back}", "强制降价 {size} 之后，{answer}，{back}";
    impulse_rise: "After a forced rise of {size} {answer} and {back}", "强制涨价 {size} 之后，{answer}，{back}";
    impulse_next: "rivals answer in the next round", "对手在下一轮作出反应";
    impulse_later: "rivals answer {n} rounds later", "对手在 {n} 轮后作出反应";
    impulse_no_answer: "rivals do not answer", "对手没有反应";
    impulse_back: "prices are back within {n} rounds", "价格在 {n} 轮内恢复";
    impulse_back_one: "prices are back at once", "价格立即恢复";
    impulse_not_back: "prices are not back after {n} rounds", "{n} 轮后价格仍未恢复";
    impulse_forced: "forced {size}", "强制 {size}";
    impulse_unit: "price against its mean before the shock", "价格相对冲击前均值";
    impulse_before: "mean before the shock", "冲击前均值";
    impulse_across: "rounds since the shock (a round every {days})", "冲击后的轮次（每轮 {days}）";
    impulse_banded: "median and 10–90% of {n} runs", "{n} 次运行的中位数与 10–90% 区间";
    impulse_subtitle:
        "Posted price of each firm in per cent of its own mean over the {before} rounds before, less 100; {runs}",
        "各厂商挂牌价相对其自身此前 {before} 轮均值的百分比变化；{runs}";
    impulse_told: "{who} is lowest in round {round}, at {low}", "{who} 在第 {round} 轮最低，为 {low}";
    impulse_caption:
        "Event: {shock}. Each run's price is set against its own mean over the {before} rounds before. Medians after the shock: {list}. Prices are back when all medians stay within {back} of that mean; a rival answers when its median leaves it by as much.",
        "事件：{shock}。每次运行的价格与其自身此前 {before} 轮的均值相比。冲击后的中位数：{list}。全部中位数持续处于均值的 {back} 以内即为恢复；对手的中位数偏离同样幅度即为反应。";
}
