//! Every word of the report on runs and of its numbers, in English and Chinese side by side. Sentences have places in braces.

use super::Language;
use super::bilingual::bilingual;
pub(super) use super::bilingual::fill;

bilingual! { Language;
    // Numbers.
    to: "to", "至";
    days: "days", "天";
    per_year: "a year", "/年";
    tokens_per_day: "tok/day", "token/天";
    gpu_hour: "GPU-hour", "卡时";
    users: "users", "用户";
    tokens: "tok", "token";
    per_day: "/day", "/天";
    points: "pt", "个百分点";

    // Headings.
    findings: "What was found", "主要结论";
    providers: "Providers", "厂商";
    market: "The market", "市场";
    products: "Products", "产品";
    how_sure: "How sure this is", "可信程度";
    assumed: "What was assumed", "前提假设";
    what_happened: "What happened", "事件经过";
    more_charts: "More charts", "其余图表";
    meanings: "What the measures mean", "指标含义";
    reproduce: "How to get this again", "如何复现";

    // Tables.
    provider: "Provider", "厂商";
    product: "Product", "产品";
    tier: "Quality at least", "质量不低于";
    tiers_text:
        "Lowest posted price at or above each quality (free offers left out), and its fitted fall: jumps come from each better or smaller model that crosses the bar.",
        "各质量档（及以上）的最低挂牌价（不计免费产品）及其拟合下降速率：每当更好或更小的模型越过该档，价格便跳降。";
    measure: "Measure", "指标";
    value: "Value", "数值";
    mean: "Mean", "均值";
    interval: "{level} interval", "{level} 置信区间";
    spread: "5 % to 95 % of runs", "各次运行的 5 % 至 95 %";
    date: "Date", "日期";
    event: "Event", "事件";
    entity: "Of", "对象";
    detail: "Detail", "详情";
    parameter: "Parameter", "参数";
    law: "Law", "分布";
    meaning: "Meaning", "含义";

    // Findings.
    price_fell:
        "The market's effective price falls by {fall}{ci}, to {price}.",
        "市场有效价格下降 {fall}{ci}，降至 {price}。";
    price_rose:
        "The market's effective price rises by {fall}{ci}, to {price}.",
        "市场有效价格上涨 {fall}{ci}，升至 {price}。";
    price_unclear:
        "The market's effective price shows no clear change: {fall}{ci}, at {price} in the end.",
        "市场有效价格没有明确变化：{fall}{ci}，期末为 {price}。";
    price_still: "The market's effective price stays at {price}.", "市场有效价格保持在 {price}。";
    price_rate: " The line through all records falls at a rate of {lambda}.", "对全部记录拟合的下降速率为 {lambda}。";
    cause:
        "Trend or war? {span}The trend of costs{mostly} {trend}; competition {competition}; war {war}.",
        "趋势还是价格战？{span}成本趋势{mostly}{trend}；竞争{competition}；价格战{war}。";
    cause_span:
        "From the first posted prices to those of the last day, {change}: ",
        "自首个挂牌价至最后一天，变化 {change}：";
    cause_mix: " (mostly use that moves between products)", "（主要是用量在产品间转移）";
    cause_none:
        "Trend or war? {span}Neither: nothing moves the price.",
        "趋势还是价格战？{span}都不是：价格没有变动。";
    lowers: "lowers {it} by {by}{ci}", "使{it}下降 {by}{ci}";
    raises: "raises {it} by {by}{ci}", "使{it}上升 {by}{ci}";
    multiplies: "multiplies {it} by {by}{ci}", "使{it}变为 {by} 倍{ci}";
    moves_unclear: "does not clearly move {it}, {by}{ci}", "未使{it}明确变动：{by}{ci}";
    moves_not: "does not move {it}", "不改变{it}";
    the_price: "the price", "价格";
    it: "it", "其";
    ci_again: " ({interval})", "（{interval}）";
    causes: "Trend or war", "趋势还是价格战";
    causes_text:
        "Change of each effective price from the first day with sales to the last, as three factors that multiply. Trend: the standard cost, that is today's technology and mix at the opening load. Competition: the static Nash price over that cost, which such firms and users would settle at; it often raises the price while costs fall, for users mind a price the less the lower it is, so that less than the whole saving would be passed on. War: the price over the static Nash price, so margin given up beyond competition. The change of the full unit cost stands beside them.",
        "各有效价格自首个有销量之日至最后一天的变化归因。趋势：标准成本，即当下技术、开局负载下的成本。竞争：静态纳什价格与标准成本之比，即这样的厂商和用户所形成的市场价格；成本下降时它常使价格上升，因为价格越低，用户越不在意，节省不会全部让出。价格战：价格与静态纳什价格之比。三者相乘等于价格的变化；最后一列为完全单位成本的变化。";
    credits_text:
        "Who gets the credit: what each driver did to unit cost (Shapley contributions, multiplying). Those up to the mix make up the trend; scale, training and data lead from there to the full cost. Each run is in attribution.csv.",
        "功劳归谁：各驱动因素对单位成本的作用（Shapley 贡献，相乘）。直至“结构”的各项构成趋势；规模、训练和数据由此导向完全成本。每次运行见 attribution.csv。";
    volume_unclear:
        "Tokens sold show no clear change: {growth}{ci}, at {tokens} in the end.",
        "token 销量没有明确变化：{growth}{ci}，期末为 {tokens}。";
    volume_rose:
        "Tokens sold rise by {growth}{ci}, to {tokens}.",
        "token 销量增长 {growth}{ci}，达到 {tokens}。";
    volume_still: "Tokens sold stay at {tokens}.", "token 销量保持在 {tokens}。";
    volume_fell:
        "Tokens sold fall by {growth}{ci}, to {tokens}.",
        "token 销量下降 {growth}{ci}，降至 {tokens}。";
    volume_manifold:
        "Tokens sold grow {growth}-fold{ci}, to {tokens}.",
        "token 销量增至 {growth} 倍{ci}，达到 {tokens}。";
    leader_unclear:
        "No provider clearly leads: {provider} sells {share}{ci} of the tokens in the end; the Herfindahl-Hirschman index is {hhi}.",
        "期末没有明确领先的厂商：{provider} 占 token 销量的 {share}{ci}；赫芬达尔指数（HHI）为 {hhi}。";
    leader:
        "{provider} sells the largest share of tokens in the end, {share}{ci}; the Herfindahl-Hirschman index is {hhi}.",
        "期末 token 份额最大的是 {provider}，为 {share}{ci}；赫芬达尔指数（HHI）为 {hhi}。";
    profit:
        "All providers together earn {profit}{ci} after all costs, at a gross margin of {margin}.",
        "全部厂商扣除一切成本后合计盈利 {profit}{ci}，毛利率为 {margin}。";
    loss:
        "All providers together lose {profit}{ci} after all costs, at a gross margin of {margin}.",
        "全部厂商扣除一切成本后合计亏损 {profit}{ci}，毛利率为 {margin}。";
    profit_unclear:
        "All providers together neither clearly earn nor lose: {profit}{ci} after all costs, at a gross margin of {margin}.",
        "全部厂商扣除一切成本后合计盈亏不明：{profit}{ci}，毛利率为 {margin}。";
    no_exit: " No provider leaves the market.", "没有厂商退出市场。";
    exit: " Providers that leave the market: {exits}.", "有 {exits} 家厂商退出市场。";
    exit_mean: " {exits} providers leave the market on average.", "平均有 {exits} 家厂商退出市场。";
    nothing: "No run finished, so nothing was found.", "没有一次运行完成，因此没有结论。";
    learners:
        "Learners settle on {gain}{ci} of the gain from Nash to joint maximum, after {periods} on average.",
        "学习者平均经过 {periods}，最终获得从纳什到联合最大利润之间增益的 {gain}{ci}。";
    learners_one:
        "Learners settle on {gain} of the gain from Nash to joint maximum, after {periods}.",
        "学习者经过 {periods}，最终获得从纳什到联合最大利润之间增益的 {gain}。";
    learners_open:
        "Learners stand at {gain}{ci} of the gain from Nash to joint maximum, after {periods} on average; in {share} of runs learning was given up before they settled.",
        "学习者平均经过 {periods}，获得从纳什到联合最大利润之间增益的 {gain}{ci}；在 {share} 的运行中，学习在收敛之前被放弃。";
    learners_open_one:
        "Learners stand at {gain} of the gain from Nash to joint maximum after {periods}, when learning was given up before they settled.",
        "学习者经过 {periods}，获得从纳什到联合最大利润之间增益的 {gain}；学习在收敛之前被放弃。";
    departure_never:
        " In none of the runs does departing for a round to its best response pay one of them: the rivals' answers cost as much as it brings, or more.",
        "在任何一次运行中，单期偏离到最优反应都不会给其中任何一个带来收益：对手的反应使其付出的不少于所得。";
    departure_pays:
        " In {share} of the runs departing for a round to its best response pays one of them, the rivals' answers counted; in the others it pays none.",
        "在 {share} 的运行中，计入对手的反应后，单期偏离到最优反应对其中某一个有利；在其余运行中则都不利。";
    periods: "periods", "期";
    ci: " ({level} interval {interval})", "（{level} 置信区间 {interval}）";

    // How sure, and what was assumed.
    sure_many:
        "{n} runs, each with its own luck. Intervals are for the mean over runs at {level} (Student's; Wilson's for chances); the spread of single runs is given beside them.",
        "共 {n} 次运行，每次的随机数互相独立。区间为各次运行均值的 {level} 置信区间（学生 t 区间；概率用 Wilson 区间）；单次运行的离散程度列于其旁。";
    sure_one:
        "One run. It shows what can happen, not what is likely: there is no interval.",
        "仅一次运行：它说明可能发生什么，而不是多大可能发生，因此没有区间。";
    failed:
        "{n} runs failed and are left out. The first reason: {reason}",
        "有 {n} 次运行失败，未计入。第一条原因：{reason}";
    sure_caveat:
        "The intervals cover the luck of the simulation and the parameters drawn. They do not cover whether the model and the fixed assumptions are right.",
        "区间涵盖模拟的随机性和所抽取的参数，不涵盖模型本身和固定假设是否正确。";
    frame:
        "From {start} over {days}; figures at the end are means over the last {window}. Money in {currency}. Seed {seed}.",
        "自 {start} 起共 {days}；期末数值为最后 {window} 的均值。货币单位 {currency}。随机种子 {seed}。";
    drawn: "Drawn anew for each run:", "每次运行重新抽取：";
    not_drawn:
        "No parameter is drawn; all that differs between runs is luck.",
        "没有抽取任何参数，各次运行之间只有随机性不同。";
    of_run: "In run {replicate}:", "第 {replicate} 次运行：";
    more_events:
        "The {n} least telling are left out here; all are in {file}.",
        "此处略去最次要的 {n} 条；全部见 {file}。";

    // What happened.
    part_out: "{part} of the fleet out for {days}", "{part} 的机群停用 {days}";
    all_out: "no service for {days}", "停止服务 {days}";
    refused: "{part} of demand refused", "拒绝 {part} 的需求";
    of_fleet: "{part} of the fleet", "{part} 的机群";
    whole_market: "market", "市场";

    // The end of the page.
    again:
        "The same command gives the same bytes on any number of threads:",
        "同一命令在任意线程数下得到逐字节相同的结果：";
    files:
        "Every figure here is in summary.csv (estimates), panel.csv (over time) or replicates.csv (each run); scenario.toml is the resolved input.",
        "文中每个数字都可在 summary.csv（估计）、panel.csv（随时间变化）或 replicates.csv（每次运行）中找到；scenario.toml 是解析后的输入。";
}
