//! Every word a reader sees, in English and Chinese. Sentences have places in braces for what is filled in.

use super::language::Language;

/// The words of a language.
pub struct Words {
    /// Between the ends of an interval.
    pub to: &'static str,
    /// Unit of time.
    pub days: &'static str,
    /// Unit of a rate.
    pub per_year: &'static str,
    /// Unit of a flow of tokens, without prefix.
    pub tokens_per_day: &'static str,
    /// An hour of an accelerator.
    pub gpu_hour: &'static str,
    /// Unit of people.
    pub users: &'static str,
    /// Heading of the findings.
    pub findings: &'static str,
    /// Heading of the provider table.
    pub providers: &'static str,
    /// Heading of the market table.
    pub market: &'static str,
    /// Heading of the product table.
    pub products: &'static str,
    /// Heading of the section on uncertainty.
    pub how_sure: &'static str,
    /// Heading of the section on assumptions.
    pub assumed: &'static str,
    /// Heading of the chronicle.
    pub what_happened: &'static str,
    /// Heading of the other charts.
    pub more_charts: &'static str,
    /// Heading of the definitions.
    pub meanings: &'static str,
    /// Heading of the section on reproduction.
    pub reproduce: &'static str,
    /// Columns.
    pub provider: &'static str,
    /// A column.
    pub product: &'static str,
    /// A column.
    pub tier: &'static str,
    /// How to read the table of tiers.
    pub tiers_text: &'static str,
    /// A column.
    pub measure: &'static str,
    /// A column.
    pub value: &'static str,
    /// A column.
    pub mean: &'static str,
    /// A column: the interval of the mean; `{level}`.
    pub interval: &'static str,
    /// A column: 5 % and 95 % quantile of the runs.
    pub spread: &'static str,
    /// A column.
    pub date: &'static str,
    /// A column.
    pub event: &'static str,
    /// A column.
    pub entity: &'static str,
    /// A column.
    pub detail: &'static str,
    /// A column.
    pub parameter: &'static str,
    /// A column.
    pub law: &'static str,
    /// A column.
    pub meaning: &'static str,
    /// The price fell: `{fall}`, `{ci}`, `{price}`.
    pub price_fell: &'static str,
    /// The price rose.
    pub price_rose: &'static str,
    /// No clear move of the price.
    pub price_unclear: &'static str,
    /// No move at all: `{price}`.
    pub price_still: &'static str,
    /// Its fitted rate: `{lambda}`.
    pub price_rate: &'static str,
    /// What each cause does to the price: `{trend}`, `{competition}`, `{war}`.
    pub cause: &'static str,
    /// Over which change they are told, where it is not that of the first finding: `{change}`.
    pub cause_span: &'static str,
    /// Added where the trend is mostly a shift between products.
    pub cause_mix: &'static str,
    /// No cause moves it: `{span}`.
    pub cause_none: &'static str,
    /// A cause lowers it: `{it}`, `{by}`, `{ci}`.
    pub lowers: &'static str,
    /// A cause raises it.
    pub raises: &'static str,
    /// A cause makes it many times as high.
    pub multiplies: &'static str,
    /// A cause does not clearly move it.
    pub moves_unclear: &'static str,
    /// A cause does not move it at all: `{it}`.
    pub moves_not: &'static str,
    /// What is moved, named first.
    pub the_price: &'static str,
    /// What is moved, named again.
    pub it: &'static str,
    /// The interval of a further figure in the same sentence: `{interval}`.
    pub ci_again: &'static str,
    /// Heading of the section on causes.
    pub causes: &'static str,
    /// How to read its first table.
    pub causes_text: &'static str,
    /// How to read its second table.
    pub credits_text: &'static str,
    /// Volume rose: `{growth}`, `{ci}`, `{tokens}`.
    pub volume_rose: &'static str,
    /// Volume shows no clear change: `{growth}`, `{ci}`, `{tokens}`.
    pub volume_unclear: &'static str,
    /// Volume stays where it was: `{tokens}`.
    pub volume_still: &'static str,
    /// Volume fell.
    pub volume_fell: &'static str,
    /// Volume grew many times over.
    pub volume_manifold: &'static str,
    /// The leader: `{provider}`, `{share}`, `{ci}`, `{hhi}`.
    pub leader: &'static str,
    /// No clear leader: the same places.
    pub leader_unclear: &'static str,
    /// All providers earn: `{profit}`, `{ci}`, `{margin}`.
    pub profit: &'static str,
    /// All providers lose.
    pub loss: &'static str,
    /// Neither clearly.
    pub profit_unclear: &'static str,
    /// Nobody leaves.
    pub no_exit: &'static str,
    /// Providers left in one run: `{exits}`.
    pub exit: &'static str,
    /// Mean number of providers that left: `{exits}`.
    pub exit_mean: &'static str,
    /// Nothing is known since all runs failed.
    pub nothing: &'static str,
    /// Finding: what learners settle on; `{gain}`, `{ci}`, `{periods}`.
    pub learners: &'static str,
    /// Finding: the same of one run; `{gain}`, `{periods}`.
    pub learners_one: &'static str,
    /// Added where learning was given up; `{share}`.
    pub learners_unsettled: &'static str,
    /// The same of one run.
    pub learners_unsettled_one: &'static str,
    /// Unit of a learner's time.
    pub periods: &'static str,
    /// An interval in a sentence: `{level}`, `{interval}`.
    pub ci: &'static str,
    /// Several runs: `{n}`, `{level}`.
    pub sure_many: &'static str,
    /// One run.
    pub sure_one: &'static str,
    /// How many replicates halve the widths: `{n}`.
    pub sure_halve: &'static str,
    /// Failed runs: `{n}`, `{reason}`.
    pub failed: &'static str,
    /// What no interval covers.
    pub sure_caveat: &'static str,
    /// The frame of the experiment: `{start}`, `{days}`, `{window}`, `{seed}`, `{currency}`.
    pub frame: &'static str,
    /// Parameters are drawn.
    pub drawn: &'static str,
    /// No parameters are drawn.
    pub not_drawn: &'static str,
    /// Of which run: `{replicate}`.
    pub of_run: &'static str,
    /// How many more events there are: `{n}`, `{file}`.
    pub more_events: &'static str,
    /// A part of a fleet is out: `{part}`, `{days}`.
    pub part_out: &'static str,
    /// Nobody is served: `{days}`.
    pub all_out: &'static str,
    /// A part of demand is refused: `{part}`.
    pub refused: &'static str,
    /// A part of a fleet: `{part}`.
    pub of_fleet: &'static str,
    /// The market as what a happening is about.
    pub whole_market: &'static str,
    /// How to do it again.
    pub again: &'static str,
    /// Where numbers are.
    pub files: &'static str,
    /// Between two sentences.
    pub space: &'static str,
}

/// The words of a language.
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    }
}

/// A sentence with its places filled in.
pub fn fill(sentence: &str, places: &[(&str, &str)]) -> String {
    places.iter().fold(sentence.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

static ENGLISH: Words = Words {
    to: "to",
    days: "days",
    per_year: "a year",
    tokens_per_day: "tok/day",
    gpu_hour: "GPU-hour",
    users: "users",
    findings: "What was found",
    providers: "Providers",
    market: "The market",
    products: "Products",
    how_sure: "How sure this is",
    assumed: "What was assumed",
    what_happened: "What happened",
    more_charts: "More charts",
    meanings: "What the measures mean",
    reproduce: "How to get this again",
    provider: "Provider",
    product: "Product",
    tier: "Quality at least",
    tiers_text: "Lowest posted price at or above each quality (free offers left out), and its fitted fall: jumps come from each better or smaller model that crosses the bar.",
    measure: "Measure",
    value: "Value",
    mean: "Mean",
    interval: "{level} interval",
    spread: "5 % to 95 % of runs",
    date: "Date",
    event: "Event",
    entity: "Of",
    detail: "Detail",
    parameter: "Parameter",
    law: "Law",
    meaning: "Meaning",
    price_fell: "The market's effective price falls by {fall}{ci}, to {price}.",
    price_rose: "The market's effective price rises by {fall}{ci}, to {price}.",
    price_unclear: "The market's effective price shows no clear change: {fall}{ci}, at {price} in the end.",
    price_still: "The market's effective price stays at {price}.",
    price_rate: " That is a fitted fall at a rate of {lambda}.",
    cause: "Trend or war? {span}The trend of costs{mostly} {trend}; competition {competition}; war {war}.",
    cause_span: "From the first posted prices to those of the last day, {change}: ",
    cause_mix: " (mostly use that moves between products)",
    cause_none: "Trend or war? {span}Neither: nothing moves the price.",
    lowers: "lowers {it} by {by}{ci}",
    raises: "raises {it} by {by}{ci}",
    multiplies: "multiplies {it} by {by}{ci}",
    moves_unclear: "does not clearly move {it}, {by}{ci}",
    moves_not: "does not move {it}",
    the_price: "the price",
    it: "it",
    ci_again: " ({interval})",
    causes: "Trend or war",
    causes_text: "Change of each effective price from the first day with sales to the last, as three factors that multiply. \
                  Trend: the standard cost, that is today's technology and mix at the opening load. Competition: the static Nash price \
                  over that cost, which such firms and users would settle at; it often raises the price while costs fall, \
                  for users mind a price the less the lower it is, so that less than the whole saving would be passed on. War: the price over the static Nash price, so margin given \
                  up beyond competition. The change of the full unit cost stands beside them.",
    credits_text: "Who gets the credit: what each driver did to unit cost (Shapley contributions, multiplying). Those up to the mix make up \
                   the trend; scale, training and data lead from there to the full cost. Each run is in attribution.csv.",
    volume_unclear: "Tokens sold show no clear change: {growth}{ci}, at {tokens} in the end.",
    volume_rose: "Tokens sold rise by {growth}{ci}, to {tokens}.",
    volume_still: "Tokens sold stay at {tokens}.",
    volume_fell: "Tokens sold fall by {growth}{ci}, to {tokens}.",
    volume_manifold: "Tokens sold grow {growth}-fold{ci}, to {tokens}.",
    leader_unclear: "No provider clearly leads: {provider} sells {share}{ci} of the tokens in the end; the Herfindahl-Hirschman index is {hhi}.",
    leader: "{provider} sells the largest share of tokens in the end, {share}{ci}; the Herfindahl-Hirschman index is {hhi}.",
    profit: "All providers together earn {profit}{ci} after all costs, at a gross margin of {margin}.",
    loss: "All providers together lose {profit}{ci} after all costs, at a gross margin of {margin}.",
    profit_unclear: "All providers together neither clearly earn nor lose: {profit}{ci} after all costs, at a gross margin of {margin}.",
    no_exit: " No provider leaves the market.",
    exit: " Providers that leave the market: {exits}.",
    exit_mean: " {exits} providers leave the market on average.",
    nothing: "No run finished, so nothing was found.",
    learners: "Learners settle on {gain}{ci} of the gain from Nash to joint maximum, after {periods} on average.",
    learners_one: "Learners settle on {gain} of the gain from Nash to joint maximum, after {periods}.",
    learners_unsettled: " In {share} of runs learning was given up before they settled.",
    learners_unsettled_one: " Learning was given up before they settled.",
    periods: "periods",
    ci: " ({level} interval {interval})",
    sure_many: "{n} runs, each with its own luck. Intervals are for the mean over runs at {level} (Student's; Wilson's for \
                chances); the spread of single runs is given beside them.",
    sure_one: "One run. It shows what can happen, not what is likely: there is no interval.",
    sure_halve: "About {n} runs would halve the intervals.",
    failed: "{n} runs failed and are left out. The first reason: {reason}",
    sure_caveat: "The intervals cover the luck of the simulation and the parameters drawn. They do not cover whether the \
                  model and the fixed assumptions are right.",
    frame: "From {start} over {days}; figures at the end are means over the last {window}. Money in {currency}. Seed {seed}.",
    drawn: "Drawn anew for each run:",
    not_drawn: "No parameter is drawn; all that differs between runs is luck.",
    of_run: "In run {replicate}:",
    more_events: "The {n} least telling are left out here; all are in {file}.",
    part_out: "{part} of the fleet out for {days}",
    all_out: "no service for {days}",
    refused: "{part} of demand refused",
    of_fleet: "{part} of the fleet",
    whole_market: "market",
    again: "The same command gives the same bytes on any number of threads:",
    files: "Every figure here is in summary.csv (estimates), panel.csv (over time) or replicates.csv (each run); \
            scenario.toml is the resolved input.",
    space: " ",
};

static CHINESE: Words = Words {
    to: "至",
    days: "天",
    per_year: "/年",
    tokens_per_day: "token/天",
    gpu_hour: "卡时",
    users: "用户",
    findings: "主要结论",
    providers: "厂商",
    market: "市场",
    products: "产品",
    how_sure: "可信程度",
    assumed: "前提假设",
    what_happened: "事件经过",
    more_charts: "其余图表",
    meanings: "指标含义",
    reproduce: "如何复现",
    provider: "厂商",
    product: "产品",
    tier: "质量不低于",
    tiers_text: "各质量档（及以上）的最低挂牌价（不计免费产品）及其拟合下降速率：每当更好或更小的模型越过该档，价格便跳降。",
    measure: "指标",
    value: "数值",
    mean: "均值",
    interval: "{level} 置信区间",
    spread: "各次运行的 5 % 至 95 %",
    date: "日期",
    event: "事件",
    entity: "对象",
    detail: "详情",
    parameter: "参数",
    law: "分布",
    meaning: "含义",
    price_fell: "市场有效价格下降 {fall}{ci}，降至 {price}。",
    price_rose: "市场有效价格上涨 {fall}{ci}，升至 {price}。",
    price_unclear: "市场有效价格没有明确变化：{fall}{ci}，期末为 {price}。",
    price_still: "市场有效价格保持在 {price}。",
    price_rate: "拟合的指数下降速率为 {lambda}。",
    cause: "趋势还是价格战？{span}成本趋势{mostly}{trend}；竞争{competition}；价格战{war}。",
    cause_span: "自首个挂牌价至最后一天，变化 {change}：",
    cause_mix: "（主要是用量在产品间转移）",
    cause_none: "趋势还是价格战？{span}都不是：价格没有变动。",
    lowers: "使{it}下降 {by}{ci}",
    raises: "使{it}上升 {by}{ci}",
    multiplies: "使{it}变为 {by} 倍{ci}",
    moves_unclear: "未使{it}明确变动：{by}{ci}",
    moves_not: "不改变{it}",
    the_price: "价格",
    it: "其",
    ci_again: "（{interval}）",
    causes: "趋势还是价格战",
    causes_text: "各有效价格自首个有销量之日至最后一天的变化归因。趋势：标准成本，即当下技术、开局负载下的成本。竞争：静态纳什价格与标准成本之比，即这样的厂商和用户所形成的市场价格；成本下降时它常使价格上升，因为价格越低，用户越不在意，节省不会全部让出。价格战：价格与静态纳什价格之比。三者相乘等于价格的变化；最后一列为完全单位成本的变化。",
    credits_text: "功劳归谁：各驱动因素对单位成本的作用（Shapley 贡献，相乘）。直至“结构”的各项构成趋势；规模、训练和数据由此导向完全成本。每次运行见 attribution.csv。",
    volume_unclear: "token 销量没有明确变化：{growth}{ci}，期末为 {tokens}。",
    volume_rose: "token 销量增长 {growth}{ci}，达到 {tokens}。",
    volume_still: "token 销量保持在 {tokens}。",
    volume_fell: "token 销量下降 {growth}{ci}，降至 {tokens}。",
    volume_manifold: "token 销量增至 {growth} 倍{ci}，达到 {tokens}。",
    leader_unclear: "期末没有明确领先的厂商：{provider} 占 token 销量的 {share}{ci}；赫芬达尔指数（HHI）为 {hhi}。",
    leader: "期末 token 份额最大的是 {provider}，为 {share}{ci}；赫芬达尔指数（HHI）为 {hhi}。",
    profit: "全部厂商扣除一切成本后合计盈利 {profit}{ci}，毛利率为 {margin}。",
    loss: "全部厂商扣除一切成本后合计亏损 {profit}{ci}，毛利率为 {margin}。",
    profit_unclear: "全部厂商扣除一切成本后合计盈亏不明：{profit}{ci}，毛利率为 {margin}。",
    no_exit: "没有厂商退出市场。",
    exit: "有 {exits} 家厂商退出市场。",
    exit_mean: "平均有 {exits} 家厂商退出市场。",
    nothing: "没有一次运行完成，因此没有结论。",
    learners: "学习者平均经过 {periods}，最终获得从纳什到联合最大利润之间增益的 {gain}{ci}。",
    learners_one: "学习者经过 {periods}，最终获得从纳什到联合最大利润之间增益的 {gain}。",
    learners_unsettled: "在 {share} 的运行中，学习在收敛之前被放弃。",
    learners_unsettled_one: "学习在收敛之前被放弃。",
    periods: "期",
    ci: "（{level} 置信区间 {interval}）",
    sure_many: "共 {n} 次运行，每次的随机数互相独立。区间为各次运行均值的 {level} 置信区间（学生 t 区间；概率用 Wilson 区间）；单次运行的离散程度列于其旁。",
    sure_one: "仅一次运行：它说明可能发生什么，而不是多大可能发生，因此没有区间。",
    sure_halve: "约 {n} 次运行可使区间减半。",
    failed: "有 {n} 次运行失败，未计入。第一条原因：{reason}",
    sure_caveat: "区间涵盖模拟的随机性和所抽取的参数，不涵盖模型本身和固定假设是否正确。",
    frame: "自 {start} 起共 {days}；期末数值为最后 {window} 的均值。货币单位 {currency}。随机种子 {seed}。",
    drawn: "每次运行重新抽取：",
    not_drawn: "没有抽取任何参数，各次运行之间只有随机性不同。",
    of_run: "第 {replicate} 次运行：",
    more_events: "此处略去最次要的 {n} 条；全部见 {file}。",
    part_out: "{part} 的机群停用 {days}",
    all_out: "停止服务 {days}",
    refused: "拒绝 {part} 的需求",
    of_fleet: "{part} 的机群",
    whole_market: "市场",
    again: "同一命令在任意线程数下得到逐字节相同的结果：",
    files: "文中每个数字都可在 summary.csv（估计）、panel.csv（随时间变化）或 replicates.csv（每次运行）中找到；scenario.toml 是解析后的输入。",
    space: "",
};
