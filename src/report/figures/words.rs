//! Every word of figures, in English and Chinese side by side. Sentences have places in braces for what is filled in.

use crate::report::bilingual::bilingual;
pub(super) use crate::report::bilingual::say;
use crate::report::charts::Language;

bilingual! { Language;
    // Why there is no figure.
    no_run: "no run finished", "没有一次运行完成";
    no_start: "the start of the scenario is no date", "情景的起始日不是日期";
    too_short: "fewer than two record dates", "记录日期少于两个";
    one_provider: "there is only one provider", "只有一家厂商";
    nothing_sold: "no tokens are sold", "没有 token 售出";
    no_price: "no price is posted", "没有挂牌价";
    no_revenue: "no provider has revenue", "没有厂商有收入";
    no_users: "no users are recorded", "没有用户记录";
    no_cash: "no cash is recorded", "没有现金记录";
    no_history: "no whole history was kept", "没有保留完整的事件经过";
    no_plans: "all users pay as they go", "所有用户都按量付费";
    nothing_happened: "nothing happened to any provider", "没有任何厂商发生事件";

    // The source line, and how runs are summed up.
    source:
        "Scenario {scenario} · seed {seed} · {runs} · {software} · a simulation, not a forecast",
        "情景 {scenario} · 种子 {seed} · {runs} · {software} · 模拟结果，并非预测";
    one_run: "one run", "单次运行";
    runs: "{n} runs", "{n} 次运行";
    of_runs: "replicate {run} of {n}", "{n} 次运行中编号 {run} 的一次";
    mean_of: "mean of {n} runs", "{n} 次运行的均值";
    median_of: "median of {n} runs", "{n} 次运行的中位数";
    band_of: "median and 5–95% of {n} runs", "{n} 次运行的中位数与 5–95% 区间";
    bands_of: "median, 25–75% and 5–95% of {n} runs", "{n} 次运行的中位数、25–75% 与 5–95% 区间";
    mean: "mean", "均值";
    median: "median", "中位数";
    median_line: "Median", "中位数";
    this_run: "This run", "本次运行";
    spread: " ({centre}; 90% of runs: {low} to {high})", "（{centre}；90% 的运行：{low} 至 {high}）";
    spread_few: " ({centre} of {n} runs)", "（{n} 次运行的{centre}）";
    range_note: " In brackets 5 % to 95 % of runs.", "括号内为各次运行的 5 % 至 95 %。";
    range: "{value} ({range})", "{value}（{range}）";
    one_day: "{n} day", "{n} 天";
    n_days: "{n} days", "{n} 天";

    // Names of things.
    others: "Others", "其他";
    in_the_end: "in the end {value}", "期末 {value}";
    free: "free", "免费";
    exit: "exit", "退出";
    entry: "entry", "进入";
    outage: "outage", "中断";
    trained: "training done", "训练完成";
    new_hardware: "new hardware", "更换硬件";
    rents_by: "rents {by}", "租金 {by}";
    technique: "new technique", "新技术";
    contract: "contract", "算力合约";
    cost_shock: "cost shock", "成本冲击";
    exit_in_sample: "Exit in one of the first three runs", "前三次运行中的退出";

    // Shares.
    plans_title: "In the end {plan} bills {share} of the tokens", "期末{plan}占 token 的 {share}";
    plans_subtitle: "Tokens sold by the plan under which they are billed; {runs}", "按计费方案划分的 token 销量；{runs}";
    plans_part: "{plan} {users} of users, {tokens} of tokens, {bills} of bills", "{plan}占用户 {users}、token {tokens}、账单 {bills}";
    plans_between: "; ", "；";
    plans_caption: "Over the last {window} days: {list}.", "最后 {window} 天：{list}。";
    shares_lead: "{who} ends with {share} of tokens{spread}", "{who} 期末占 token 销量的 {share}{spread}";
    shares_overtake:
        "{who} overtakes {before} and ends with {share} of tokens{spread}",
        "{who} 超过 {before}，期末占 token 销量的 {share}{spread}";
    shares_subtitle:
        "Share of all tokens sold; {runs}. The title speaks of the last {window} days.",
        "占全部 token 销量的份额；{runs}。标题所指为最后 {window} 天。";
    shares_caption:
        "Share of tokens over the last {window} days: {list}{led}.",
        "最后 {window} 天的 token 份额：{list}{led}。";
    shares_led: "; {who} leads in {led} of {n} runs", "；{who} 在 {n} 次运行中有 {led} 次居首";

    // Posted prices.
    posted_cuts:
        "{n} price cuts{spread}, half of them by {size} or more{free}",
        "{n} 次降价{spread}，其中一半降幅达 {size} 以上{free}";
    posted_cuts_tiny:
        "{n} price cuts{spread}, half of them by less than {size}{free}",
        "{n} 次降价{spread}，其中一半降幅不到 {size}{free}";
    posted_cut: "One price cut{spread}, by {size}{free}", "一次降价{spread}，降幅 {size}{free}";
    posted_no_cut: "No posted price is cut", "没有挂牌价下调";
    posted_free: "; {n} products end free of charge", "；期末有 {n} 个产品免费";
    posted_free_one: "; one product ends free of charge", "；期末有一个产品免费";
    posted_subtitle:
        "Posted price, three input tokens to one output token; {runs}.",
        "挂牌价，按三个输入 token 比一个输出 token 计；{runs}。";
    posted_others: " {chosen} of {all} products in colour.", "彩色为 {all} 个产品中的 {chosen} 个。";
    posted_chosen: " In colour the {chosen} products that sell the most, each provider's largest among them.", "彩色为销量最大的 {chosen} 个产品，含每家厂商销量最大者。";
    same_in_all: "the same in all {n} runs", "{n} 次运行全部相同";
    median_at_records: "median of {n} runs at each record date", "各记录日 {n} 次运行的中位数";
    posted_caption:
        "Cuts of posted prices: {cuts}, of a median size of {size}, the first on day {first}.",
        "挂牌价下调次数：{cuts}，降幅中位数 {size}，首次在第 {first} 天。";
    posted_marks:
        " Marked are {marked} of the {days} days on which scripted events move prices: those that concern the largest part of the market.",
        "在由预设事件改变价格的 {days} 天中，标出涉及市场份额最大的 {marked} 天。";
    nash_line: "Nash", "纳什";
    nash_of: "Nash, {who}", "纳什（{who}）";
    joint_line: "joint maximum", "联合利润最大";
    joint_of: "joint maximum, {who}", "联合利润最大（{who}）";
    levels_at_end: " Dashed: static Nash price at the end.", "虚线为期末静态纳什价格。";
    levels_of_opening:
        " Dashed: Bertrand-Nash price; dotted: joint-profit maximum.",
        "虚线为伯特兰-纳什价格，点线为联合利润最大价格。";
    mark_cuts: "{who}: {n} cuts", "{who}：{n} 次降价";
    mark_launches: "{who}: {n} launches", "{who}：{n} 次上线";
    mark_moves: "{who}: {n} moves", "{who}：{n} 次变动";

    // Effective price.
    price_falls: "The effective price falls by {by}{spread}", "有效价格下降 {by}{spread}";
    price_rises: "The effective price rises by {by}{spread}", "有效价格上涨 {by}{spread}";
    price_flat: "The effective price hardly moves", "有效价格几乎不变";
    price_subtitle:
        "Revenue over tokens sold, all providers, free offers included; {runs}",
        "全部厂商的收入除以 token 销量，含免费产品；{runs}";
    price_even: "{currency} per million tokens", "{currency}/百万 token";
    price_log: "{currency} per million tokens, logarithmic scale", "{currency}/百万 token，对数刻度";
    price_caption:
        "The effective price goes from {first} to {last} over the last {window} days{rate}.",
        "有效价格从 {first} 变为最后 {window} 天的 {last}{rate}。";
    price_rate: "; an exponential fit falls at a rate of {rate}", "；指数拟合的下降速率为 {rate}";

    // Benchmarks of the price.
    no_benchmark: "no benchmark of the price is known", "没有价格基准";
    effective_price: "Effective price", "有效价格";
    nash_price: "Static Nash price", "静态纳什价格";
    standard_cost: "Standard cost", "标准成本";
    full_cost: "Full cost", "完全成本";
    average_cost: "Average cost", "平均成本";
    floor_cost: "Floor", "成本下限";
    marginal_cost: "Marginal cost", "边际成本";
    posted_price: "Posted price", "挂牌价";
    benchmarks_plain: "The price and its benchmarks", "价格及其基准";
    price_below_nash:
        "The price ends {by} below the static Nash price, at {times} times standard cost",
        "期末价格比静态纳什价格低 {by}，为标准成本的 {times} 倍";
    price_above_nash:
        "The price ends {by} above the static Nash price, at {times} times standard cost",
        "期末价格比静态纳什价格高 {by}，为标准成本的 {times} 倍";
    price_at_nash:
        "The price ends at the static Nash price, {times} times standard cost",
        "期末价格与静态纳什价格相当，为标准成本的 {times} 倍";
    benchmarks_subtitle:
        "What is paid, what such firms and users would settle at, and what serving costs at the opening load; {runs}",
        "实付价格、这样的厂商与用户会形成的价格，以及开局负载下的服务成本；{runs}";
    benchmarks_caption:
        "Effective price {price}; static Nash price {nash}; standard cost {standard}.",
        "有效价格 {price}；静态纳什价格 {nash}；标准成本 {standard}。";
    waterfall_causes: "From the opening price to the last", "从开局价格到期末价格";
    waterfall_credits: "Who gets the credit for the trend", "趋势的功劳归谁";
    opening_price: "Opening price", "开局价格";
    last_price: "Last price", "期末价格";
    after_trend: "Price by costs alone", "仅按成本的价格";
    waterfall_plain: "Neither trend nor war moves the price", "趋势与价格战都没有改变价格";
    waterfall_title:
        "Costs alone would take the price from {first} to {trend}; competition makes that {competition}, war {last}",
        "仅凭成本，价格会从 {first} 到 {trend}；竞争使其为 {competition}，价格战使其为 {last}";
    waterfall_trend:
        "Costs alone take the price from {first} to {trend}; neither competition nor war moves it",
        "仅凭成本，价格从 {first} 到 {trend}；竞争与价格战都没有改变价格";
    waterfall_competition:
        "Competition alone takes the price from {first} to {last}; neither costs nor war moves it",
        "仅凭竞争，价格从 {first} 到 {last}；成本与价格战都没有改变价格";
    waterfall_war:
        "War alone takes the price from {first} to {last}; neither costs nor competition moves it",
        "仅凭价格战，价格从 {first} 到 {last}；成本与竞争都没有改变价格";
    waterfall_subtitle:
        "Effective price of the market, {currency}/Mtok; each factor acts on the price that those before it have left; {runs}",
        "市场有效价格，{currency}/Mtok；每个因素作用于其前各因素之后的价格；{runs}";
    waterfall_whiskers: "; whiskers: interval of the mean", "；须线为均值的置信区间";
    waterfall_shares:
        " (in logarithms {trend}, {competition} and {war} of it; a negative part works against the change)",
        "（按对数计分别占 {trend}、{competition} 和 {war}，为负者与变化方向相反）";
    waterfall_caption:
        "Changes that multiply: trend {trend}, competition {competition}, war {war}; together {all}{shares}.",
        "相乘的变化：趋势 {trend}，竞争 {competition}，价格战 {war}；合计 {all}{shares}。";
    serving_cost: "Serving", "服务";
    training_cost: "Training", "训练";
    data_cost: "Data", "数据";
    stack_falls: "The cost of a million tokens falls from {first} to {last}", "百万 token 的成本从 {first} 降至 {last}";
    stack_still: "A million tokens costs {last}, as at first", "百万 token 的成本为 {last}，与期初相同";
    stack_rises: "The cost of a million tokens rises from {first} to {last}", "百万 token 的成本从 {first} 升至 {last}";
    stack_subtitle:
        "Full cost of the tokens sold in the market: the fleets, and training and data spread over what is sold; {runs}",
        "市场所售 token 的完全成本：机群，以及分摊到销量上的训练与数据；{runs}";
    stack_caption: "From the first to the last month: {list}.", "首月至末月：{list}。";
    costs_none_below:
        "In the end none of these products is below its average cost",
        "期末这些产品均不低于其平均成本";
    costs_below: "Below average cost in the end: {who}", "期末低于平均成本：{who}";
    costs_subtitle:
        "Posted price (3:1) and the four costs of the largest providers' main products, where these have a price; {runs}",
        "最大几家厂商主要收费产品的挂牌价（3:1）与四种成本；{runs}";
    costs_caption:
        "Marginal: one more token now, nearly nothing while paid capacity is idle. Floor: hardware always busy. Average: the fleet over its tokens. Full: with training and data.",
        "边际：此刻多服务一个 token 的成本，已付费的产能闲置时近于零。下限：硬件始终满载。平均：整个机群除以 token。完全：再加训练与数据。";

    // Margins.
    margins_fall:
        "The market's gross margin falls from {first} to {last}; {below}",
        "市场毛利率从 {first} 降至 {last}；{below}";
    margins_still: "The market's gross margin stays at {last}; {below}", "市场毛利率保持在 {last}；{below}";
    margins_rise:
        "The market's gross margin rises from {first} to {last}; {below}",
        "市场毛利率从 {first} 升至 {last}；{below}";
    margins_end: "The market's gross margin ends at {last}; {below}", "市场毛利率期末为 {last}；{below}";
    margins_none_below: "no provider ends below serving cost", "期末没有厂商低于服务成本";
    margins_one_below: "{who} ends below serving cost", "{who} 期末低于服务成本";
    margins_below: "{n} of {all} providers end below serving cost", "{all} 家厂商中有 {n} 家期末低于服务成本";
    margins_subtitle:
        "Gross margin, (revenue − serving cost) / revenue; {runs}",
        "毛利率 =（收入 − 服务成本）/ 收入；{runs}";
    the_market: "Market", "市场";
    in_grey: "; the others in grey", "；灰线为其余各家";
    cut_off: "; cut off at {floor}", "；低于 {floor} 者截断";
    no_sales_at_end: "no revenue in the end", "期末没有收入";
    margins_caption:
        "Gross margin over the last {window} days: market {market}; {list}.",
        "最后 {window} 天的毛利率：市场 {market}；{list}。";

    // Tokens.
    tokens_multiply: "Tokens sold grow {by}-fold{spread}", "token 销量增至 {by} 倍{spread}";
    tokens_rise: "Tokens sold grow by {by}{spread}", "token 销量增长 {by}{spread}";
    tokens_fall: "Tokens sold fall by {by}{spread}", "token 销量下降 {by}{spread}";
    tokens_subtitle:
        "Tokens sold a day, all providers, without tokens for their own products; {runs}",
        "全部厂商的日均 token 销量，不含自用；{runs}";
    tokens_unit: "tokens a day, logarithmic scale", "token/天，对数刻度";
    tokens_caption:
        "Tokens sold go from {first} to {last} over the last {window} days.",
        "token 销量从 {first} 变为最后 {window} 天的 {last}。";

    // Adoption.
    adoption_rises:
        "Adoption rises from {first} to {last} of users{spread}",
        "采用率从 {first} 升至 {last}{spread}";
    adoption_falls:
        "Adoption falls from {first} to {last} of users{spread}",
        "采用率从 {first} 降至 {last}{spread}";
    adoption_subtitle:
        "Users who know the market, and who use an offer of it; {runs}",
        "知晓市场的用户，以及使用其产品的用户；{runs}";
    adoption: "Adoption", "采用率";
    aware: "Awareness", "知晓率";
    all_users: "All users", "全部用户";
    by_segment: "Adoption by segment", "各细分市场的采用率";
    of_users: "% of all users", "占全部用户的百分比";
    of_segment: "% of the segment's users", "占该细分市场用户的百分比";
    adoption_caption:
        "Users of an offer go from {first} to {last} of all users; those who know the market end at {aware}.",
        "采用率从 {first} 变为 {last}；期末知晓率为 {aware}。";

    // Concentration.
    hhi_rises: "{class}: HHI from {first} to {last}{spread}", "{class}：HHI 从 {first} 升至 {last}{spread}";
    hhi_falls:
        "{class}: HHI from {first} down to {last}{spread}",
        "{class}：HHI 从 {first} 降至 {last}{spread}";
    highly: "Highly concentrated in the end", "期末高度集中";
    moderately: "Moderately concentrated in the end", "期末中度集中";
    not_concentrated: "Unconcentrated in the end", "期末不集中";
    hhi_subtitle:
        "Herfindahl-Hirschman index of tokens sold; {runs}; bounds of the US Merger Guidelines of 2023. The title speaks of the last {window} days.",
        "token 销量的赫芬达尔–赫希曼指数；{runs}；界线取自美国 2023 年《合并指南》。标题所指期末为最后 {window} 天。";
    hhi_unit: "HHI, 0 to 10\u{2009}000", "HHI（0 至 10\u{2009}000）";
    bound_low: "moderately concentrated from 1\u{2009}000", "1\u{2009}000 起为中度集中";
    bound_high: "highly concentrated above 1\u{2009}800", "1\u{2009}800 以上为高度集中";
    hhi_caption:
        "HHI of tokens over the last {window} days: {last}; the three largest providers sell {cr3}.",
        "最后 {window} 天 token 的 HHI：{last}；前三家合计 {cr3}。";

    // Cash.
    cash_relative:
        "Cash less credit drawn, as a part of the opening cash; {runs}",
        "现金（扣除已用信贷）占期初现金的比例；{runs}";
    cash_absolute:
        "Cash less credit drawn, {currency}; {runs}",
        "现金（扣除已用信贷），{currency}；{runs}";
    cash_nobody:
        "No provider leaves; {who} ends with {left} of its opening cash, the least of all",
        "没有厂商退出；{who} 期末现金为期初的 {left}，为各家最低";
    cash_only: "{who} ends with {left} of its opening cash", "{who} 期末现金为期初的 {left}";
    cash_only_spent: "{who} spends all of its cash and draws on credit", "{who} 用尽现金并动用信贷";
    cash_nobody_spent: "No provider leaves; {who} spends all of its cash and draws on credit", "没有厂商退出；{who} 用尽现金并动用信贷";
    cash_nobody_plain: "No provider leaves the market", "没有厂商退出市场";
    cash_one_leaves: "{who} leaves the market", "{who} 退出市场";
    cash_some_leave: "{n} of {all} providers leave the market", "{all} 家厂商中有 {n} 家退出市场";
    cash_one_leaves_in: "{who} leaves the market in {share} of runs", "{who} 在 {share} 的运行中退出市场";
    cash_some_leave_in:
        "{n} of {all} providers leave in some runs, {who} most often (in {share})",
        "{all} 家厂商中有 {n} 家在部分运行中退出，{who} 最多（{share}）";
    leaves_in: "; leaves in {share} of runs", "；{share} 的运行中退出";
    from_to: "{from} → {to}", "{from} → {to}";
    cash_told: "{who} {to} of {from}", "{who} {from} 余 {to}";
    cash_told_leaving:
        "{who} {to} of {from} (leaves in {leaves} of runs)",
        "{who} {from} 余 {to}（{leaves} 的运行中退出）";
    cash_caption: "Median cash in the end, of the opening cash: {list}.", "期初与期末现金（中位数）：{list}。";

    // Timeline.
    timeline_wave:
        "{n} of {all} providers cut prices within {days} days of {date}",
        "自{date}起 {days} 天内，{all} 家厂商中有 {n} 家降价";
    timeline_wave_day: "{n} of {all} providers cut prices on {date}", "{date}，{all} 家厂商中有 {n} 家降价";
    timeline_plain:
        "What happened: {cuts} price cuts, {rises} rises, {launches} launches, {exits} exits",
        "事件经过：{cuts} 次降价、{rises} 次涨价、{launches} 次上线、{exits} 次退出";
    timeline_subtitle:
        "What each provider does; {which}. Of several moves on one day the largest is named.",
        "各厂商的事件；{which}。同日多次变动只标最大的一次。";
    timeline_rings:
        " Rings: new versions, technology, hardware, rents, outages.",
        "圆圈为新版本、技术、硬件、租金与中断。";
    timeline_caption:
        "In this run: posted prices cut {cuts} times and raised {rises} times; launches: {launches}; exits: {exits} ({file}).",
        "本次运行中：{cuts} 次降价、{rises} 次涨价、{launches} 次上线、{exits} 次退出（见 {file}）。";
}
