//! Every word of the report on arms, in English and Chinese side by side. Sentences have places in braces.

use crate::report::Language;
use crate::report::bilingual::bilingual;
pub(super) use crate::report::bilingual::say;

bilingual! { Language;
    title: "{title}: {arms} against {base}", "{title}：{arms} 与 {base} 的比较";
    frame:
        "{n} histories of {days} days from {start}, each played in all arms under the same luck; differences are paired. Money in {currency}; shares, prices and margins \"in the end\" are means of the last {window} days.",
        "自 {start} 起 {days} 天，共 {n} 次模拟，每次在各方案下运气相同，差额为配对比较。货币单位 {currency}；期末的份额、价格与利润率为最后 {window} 天的均值。";
    frame_one:
        "One history of {days} days from {start}, played in all arms under the same luck, hence no intervals. Money in {currency}; shares, prices and margins \"in the end\" are means of the last {window} days.",
        "自 {start} 起 {days} 天，仅一次模拟，各方案运气相同，因此没有区间。货币单位 {currency}；期末的份额、价格与利润率为最后 {window} 天的均值。";
    nothing: "No replicate finished in all arms, so nothing can be compared.", "没有任何一次模拟在全部方案中完成，无法比较。";
    same: "{arm} differs from {base} in no figure.", "{arm} 与 {base} 的各项数字完全相同。";
    money:
        "{arm} against {base}: users {surplus}, providers {profit}, the state {public}; welfare {welfare}.",
        "{arm} 与 {base} 相比：用户 {surplus}，厂商 {profit}，财政 {public}；社会福利 {welfare}。";
    money_private:
        "{arm} against {base}: users {surplus}, providers {profit}; welfare {welfare}.",
        "{arm} 与 {base} 相比：用户 {surplus}，厂商 {profit}；社会福利 {welfare}。";
    war:
        "What the war did ({base} less {arm}, where each price is its opening mark-up on standard cost): users {surplus}, providers {profit}; welfare {welfare}.",
        "价格战的效应（{base} 减 {arm}，后者的价格均为开局加价乘以标准成本）：用户 {surplus}，厂商 {profit}；社会福利 {welfare}。";
    moves:
        "What moves of price did ({base} less {arm}, where each price stays as it opened whatever costs do): users {surplus}, providers {profit}; welfare {welfare}.",
        "价格变动的效应（{base} 减 {arm}，后者的价格始终保持开局水平，无论成本如何变化）：用户 {surplus}，厂商 {profit}；社会福利 {welfare}。";
    trend_held:
        "The effective price changes by {base_change}; with posted prices held, by {arm_change}.",
        "有效价格变化 {base_change}；标价保持不变时为 {arm_change}。";
    trend:
        "The effective price changes by {base_change}; without the war by {arm_change}.",
        "有效价格变化 {base_change}；没有价格战时为 {arm_change}。";
    change: "{change}{ci}", "{change}{ci}";
    ci: " ({level} interval {interval})", "（{level} 区间 {interval}）";
    price:
        "In the end the effective price is {arm_price} ({base}: {base_price}), and {arm_tokens} are sold ({base}: {base_tokens}).",
        "期末有效价格为 {arm_price}（{base} 为 {base_price}），日销量 {arm_tokens}（{base} 为 {base_tokens}）。";
    survival:
        "{provider} is still there in the end in {arm_part} of histories, under {base} in {base_part}: a difference of {change}{ci}.",
        "{provider} 期末仍在市场上的模拟占 {arm_part}，而 {base} 为 {base_part}，相差 {change}{ci}。";
    earns: "The profit of {provider} changes by {change}{ci}.", "{provider} 的利润变化 {change}{ci}。";
    earns_held: "With posted prices held the profit of {provider} changes by {change}{ci}.", "标价保持不变时，{provider} 的利润变化 {change}{ci}。";
    of_arm: "{arm}: {sentence}", "{arm}：{sentence}";
    earns_without: "Without the war the profit of {provider} changes by {change}{ci}.", "没有价格战时，{provider} 的利润变化 {change}{ci}。";
    unclear: "not told apart from nothing", "与零无法区分";
    users: "users", "用户";
    providers: "providers", "厂商";
    state: "the state", "财政";
    welfare: "welfare", "社会福利";
    no_gains: "no arm moves surplus, profit or welfare", "没有方案改变剩余、利润或社会福利";
    gains_plain: "What users and providers gain", "用户与厂商的得失";
    gains_arm: "Welfare is highest under “{arm}”: {amount} more than under “{base}”", "“{arm}” 的社会福利最高：比 “{base}” 多 {amount}";
    gains_base: "Welfare is highest under “{base}”: {amount} more than under “{arm}”", "“{base}” 的社会福利最高：比 “{arm}” 多 {amount}";
    gains_unclear: "The welfare of “{arm}” is not told apart from that of “{base}” ({amount} between the means)", "“{arm}” 与 “{base}” 的社会福利无法区分（均值相差 {amount}）";
    gains_war_good: "The war adds {amount} of welfare: “{base}” against “{arm}”", "价格战使社会福利增加 {amount}：“{base}” 与 “{arm}” 相比";
    gains_war_bad: "The war costs {amount} of welfare: “{base}” against “{arm}”", "价格战使社会福利减少 {amount}：“{base}” 与 “{arm}” 相比";
    gains_one: "Differences under the same luck, summed over the run; one history{some}", "运气相同时的差额，整个期间合计；一次模拟{some}";
    gains_many:
        "Mean differences under the same luck, summed over the run; {n} histories; whiskers: {level} interval{some}",
        "运气相同时的平均差额，整个期间合计；{n} 次模拟；误差线为 {level} 区间{some}";
    gains_axis: "gain over the run", "整个期间的得益";
    gains_caption: "Welfare: {list}.", "社会福利：{list}。";
    no_shares: "no arm moves who sells the tokens", "没有方案改变 token 的销售份额";
    shares_title: "{provider} sells {from} of the tokens under “{base}”, {to} under “{arm}”", "{provider} 的 token 份额在 “{base}” 下为 {from}，在 “{arm}” 下为 {to}";
    shares_subtitle: "Share of tokens over the last {window} days, a dot for each arm; means of {n} histories{some}", "最后 {window} 天的 token 份额，每个方案一点；{n} 次模拟的均值{some}";
    shares_subtitle_one: "Share of tokens over the last {window} days, a dot for each arm; one history{some}", "最后 {window} 天的 token 份额，每个方案一点；一次模拟{some}";
    some: "; {shown} of {all} arms", "；{all} 个方案中的 {shown} 个";
    shares_axis: "share of tokens", "token 份额";
    shares_told: "{share} under {arm}", "{arm} 下 {share}";
    shares_caption: "{provider} sells {share} of the tokens under {base}; {list}.", "{provider} 的 token 份额：{base} 下 {share}；{list}。";
    source: "Scenario {title} · seed {seed} · {software} · a simulation, not a forecast", "情景 {title} · 种子 {seed} · {software} · 模拟结果，并非预测";
    table: "All arms", "各方案";
    measure: "measure", "指标";
    of: "of", "对象";
    less: "{arm} less {base}", "{arm} 减 {base}";
    table_text:
        "Means over histories. Differences are paired, history by history, with half the width of their {level} interval; those of shares and chances are in percentage points. Figures that are the same in all arms stand without a difference.",
        "各次模拟的均值。差额逐次配对，附 {level} 区间半宽；份额与概率的差额以百分点计。各方案相同的数字不列差额。";
    table_text_one:
        "One history, played in all arms under the same luck: differences have no intervals; those of shares and chances are in percentage points. Figures that are the same in all arms stand without a difference.",
        "仅一次模拟，各方案运气相同：差额没有区间；份额与概率的差额以百分点计。各方案相同的数字不列差额。";
    narrowed: "{measure} {factor}", "{measure} {factor}";
    pairing:
        "Width of an interval from independent runs over that of the paired difference: {list}. Squared, it is how many times as many histories they would need.",
        "独立模拟的区间宽度与配对差额区间宽度之比：{list}。其平方即独立模拟所需次数的倍数。";
    pairing_median:
        "Width of an interval from independent runs over that of the paired difference, median of the arms: {list}. Squared, it is how many times as many histories they would need.",
        "独立模拟的区间宽度与配对差额区间宽度之比（各方案的中位数）：{list}。其平方即独立模拟所需次数的倍数。";
    causes: "What causes what", "因果分解";
    causes_text:
        "The market with all three causes less the market with none, and what each contributes: costs that fall with technology, prices that follow the load they bring, moves of price beyond cost. Each is taken out and the market is run again under the same luck; parts are Shapley contributions and sum to the whole. Prices and tokens in logarithms.",
        "三种原因俱在的市场减去俱无的市场，以及各自的贡献：随技术下降的成本、随自身负载变动的价格、超出成本的价格变动。逐一去除并在相同运气下重新运行；各部分为 Shapley 贡献，合计等于总差额。价格与 token 量取对数。";
    causal_total: "all less none", "俱在减俱无";
    technology: "technology", "技术";
    scale: "scale feedback", "规模反馈";
    conduct: "conduct", "定价行为";
    market: "market", "全市场";
    again: "The same comparison again:", "重现这一比较：";
    files:
        "`differences.csv` has every figure of every arm beside that of the base with its paired difference; `summary.csv` the estimates of each arm; `replicates.csv` each history; `chronicle.csv` what happened when in the first three.",
        "`differences.csv` 列出每个方案的每项数字、基准值与配对差额；`summary.csv` 为各方案的估计；`replicates.csv` 为逐次模拟；`chronicle.csv` 为前三次模拟的事件。";
}
