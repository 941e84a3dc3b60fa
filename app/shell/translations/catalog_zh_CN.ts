<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>catalog</name>
    <message>
        <source>a known one, or your own</source>
        <translation>已知的函数，或自己写的</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>of x and y: + - * / ^, numbers, pi, e, and functions such as exp, sin, tanh</source>
        <translation>关于 x 和 y：+ - * / ^、数字、pi、e，以及 exp、sin、tanh 等函数</translation>
    </message>
    <message>
        <source>a number of the formula</source>
        <translation>公式中的常数</translation>
    </message>
    <message>
        <source>Start x</source>
        <translation>起点 x</translation>
    </message>
    <message>
        <source>Start y</source>
        <translation>起点 y</translation>
    </message>
    <message>
        <source>where all of them begin; a click on the map moves it</source>
        <translation>所有优化器的起点；在地图上点击即可移动</translation>
    </message>
    <message>
        <source>x from</source>
        <translation>x 从</translation>
    </message>
    <message>
        <source>x to</source>
        <translation>x 到</translation>
    </message>
    <message>
        <source>y from</source>
        <translation>y 从</translation>
    </message>
    <message>
        <source>y to</source>
        <translation>y 到</translation>
    </message>
    <message>
        <source>lower end of what the map shows</source>
        <translation>地图显示范围的下端</translation>
    </message>
    <message>
        <source>upper end of what the map shows</source>
        <translation>地图显示范围的上端</translation>
    </message>
    <message>
        <source>updates that each of them makes</source>
        <translation>每个优化器更新的次数</translation>
    </message>
    <message>
        <source>how the learning rate changes over the steps; a step counts as an epoch</source>
        <translation>学习率随步数如何变化；一步算一个轮次</translation>
    </message>
    <message>
        <source>The function is being computed</source>
        <translation>正在计算函数</translation>
    </message>
    <message>
        <source>Height and colour by the logarithm of the value</source>
        <translation>高度与颜色按函数值的对数</translation>
    </message>
    <message>
        <source>arrows</source>
        <translation>箭头</translation>
    </message>
    <message>
        <source>Velocity: the last step, ten times as long. A cross: how an adaptive optimizer stretches each axis</source>
        <translation>速度：最后一步（放大十倍）。十字：自适应优化器对每个轴的缩放</translation>
    </message>
    <message>
        <source>measured at step</source>
        <translation>测于第几步</translation>
    </message>
    <message>
        <source>trend</source>
        <translation>走势</translation>
    </message>
    <message>
        <source>both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>slope</source>
        <translation>坡度</translation>
    </message>
    <message>
        <source>All of them a step back (Left)</source>
        <translation>全部后退一步（左方向键）</translation>
    </message>
    <message>
        <source>All of them a step forward (Right)</source>
        <translation>全部前进一步（右方向键）</translation>
    </message>
    <message>
        <source>play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Space; the arrow keys go by steps</source>
        <translation>空格键；方向键逐步移动</translation>
    </message>
    <message>
        <source>minimum</source>
        <translation>极小点</translation>
    </message>
    <message>
        <source>saddle</source>
        <translation>鞍点</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>极大点</translation>
    </message>
    <message>
        <source>degenerate</source>
        <translation>退化点</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>curvature</source>
        <translation>曲率</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>发散</translation>
    </message>
    <message>
        <source>off the saddle at</source>
        <translation>离开鞍点于第</translation>
    </message>
    <message>
        <source>Carry the state</source>
        <translation>传递状态</translation>
    </message>
    <message>
        <source>from each window of a text to the next: never, while it is evaluated, or always: in training too (truncated backpropagation through time), the text in order</source>
        <translation>从文本的一个窗口传到下一个：never 不传递；evaluation 仅在评估时；always 训练时也传递（截断的时间反向传播），文本按顺序读取</translation>
    </message>
    <message>
        <source>one score a step and class, before softmax: N T F</source>
        <translation>每步每类一个得分，softmax 之前：N T F</translation>
    </message>
    <message>
        <source>class ids N L without blanks, padded behind</source>
        <translation>类别编号 N L，不含空白，末尾填充</translation>
    </message>
    <message>
        <source>steps of each sequence N; none: all</source>
        <translation>每个序列的步数 N；不连接：全部</translation>
    </message>
    <message>
        <source>letters of each text N; none: all</source>
        <translation>每段文本的字符数 N；不连接：全部</translation>
    </message>
    <message>
        <source>width of each image N in the data set's pixels; none: all are full</source>
        <translation>每幅图像的宽度 N，以数据集像素计；不连接：全宽</translation>
    </message>
    <message>
        <source>columns of each image N</source>
        <translation>每幅图像的列数 N</translation>
    </message>
    <message>
        <source>How surprised a sequence of scores is by a text, wherever its letters stand: over all ways to read it when repeats are joined and blanks left out.</source>
        <translation>得分序列对一段文本的意外程度，无论字符位于何处：对合并重复并去掉空白后读出该文本的所有路径求和。</translation>
    </message>
    <message>
        <source>Reads an image column by column, from the left: a step a column, whose features are all its channels and rows.</source>
        <translation>从左到右逐列读取图像：每列为一个时间步，特征是该列的所有通道和行。</translation>
    </message>
    <message>
        <source>pixels of the data set's image that a column of x stands for</source>
        <translation>x 的一列对应数据集图像的多少个像素</translation>
    </message>
    <message>
        <source>Blank</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>class that stands for no letter</source>
        <translation>表示没有字符的类别</translation>
    </message>
    <message>
        <source>over texts; mean: each loss is divided by its letters first</source>
        <translation>对各文本；mean：先将每个损失除以其字符数</translation>
    </message>
    <message>
        <source>Zero for impossible</source>
        <translation>不可能时为零</translation>
    </message>
    <message>
        <source>texts with more letters than steps allow cost nothing, in place of infinity</source>
        <translation>字符多于时间步所能容纳的文本损失为零，而不是无穷大</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Standard normal numbers, drawn anew for each sample and step: what a generator makes pictures of.</source>
        <translation>标准正态随机数，每个样本、每步重新抽取：生成器由此生成图像。</translation>
    </message>
    <message>
        <source>numbers a sample</source>
        <translation>每个样本的数值个数</translation>
    </message>
    <message>
        <source>Draws from a normal distribution so that gradients reach its mean and variance (Kingma and Welling 2014). Prediction takes the mean.</source>
        <translation>从正态分布抽样，同时让梯度传到均值与方差（Kingma 与 Welling 2014）。预测时取均值。</translation>
    </message>
    <message>
        <source>Marks what the model makes: its input is what prediction gives, and what is drawn when the model is sampled from.</source>
        <translation>标记模型的产物：其输入即预测结果，也是采样时所绘内容。</translation>
    </message>
    <message>
        <source>Two batches one after the other, so that one network sees both: true pictures and made ones.</source>
        <translation>把两个批次首尾相接，使同一网络同时看到真实图像与生成图像。</translation>
    </message>
    <message>
        <source>The two halves of what JoinBatches joined.</source>
        <translation>JoinBatches 所连接的两半。</translation>
    </message>
    <message>
        <source>How far normal distributions are from the standard one: the second part of a variational autoencoder's loss (Kingma and Welling 2014).</source>
        <translation>正态分布与标准正态分布的差距：变分自编码器损失的第二部分（Kingma 与 Welling 2014）。</translation>
    </message>
    <message>
        <source>beside a reconstruction loss that is a mean over pixels: 1 / pixels</source>
        <translation>与按像素取平均的重建损失并用时：1 / 像素数</translation>
    </message>
    <message>
        <source>What a discriminator minimises: true pictures shall score high, made ones low.</source>
        <translation>判别器所最小化的：真实图像得分要高，生成图像得分要低。</translation>
    </message>
    <message>
        <source>What a generator minimises: the pictures that it makes shall score high.</source>
        <translation>生成器所最小化的：其生成的图像得分要高。</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>logistic: Goodfellow et al. 2014, the generator's not saturating; least_squares: Mao et al. 2017; hinge: Lim and Ye 2017; wasserstein: Arjovsky et al. 2017</source>
        <translation>logistic：Goodfellow 等 2014，生成器用非饱和形式；least_squares：Mao 等 2017；hinge：Lim 与 Ye 2017；wasserstein：Arjovsky 等 2017</translation>
    </message>
    <message>
        <source>Adam whose step is, for each tensor, a share of its length: for very large batches (You et al. 2020).</source>
        <translation>Adam 的变体，每个张量的步长按其长度的比例而定：适合非常大的批（You 等 2020）。</translation>
    </message>
    <message>
        <source>Drops whenever the loss of some epochs was no better: of the validation samples or, where there are none, of the training ones.</source>
        <translation>若干轮损失没有改善时降低学习率：看验证样本的损失，没有验证样本时看训练损失。</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心</translation>
    </message>
    <message>
        <source>epochs without progress before a drop</source>
        <translation>降低之前容许无改善的轮数</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>part of the best loss that counts as progress</source>
        <translation>相对最佳损失改善多少才算进步</translation>
    </message>
    <message>
        <source>part of the rate that is always left</source>
        <translation>始终保留的学习率比例</translation>
    </message>
    <message>
        <source>samples of a forward and backward pass</source>
        <translation>一次前向与反向所用的样本数</translation>
    </message>
    <message>
        <source>Accumulate</source>
        <translation>累积</translation>
    </message>
    <message>
        <source>batches</source>
        <translation>批</translation>
    </message>
    <message>
        <source>batches whose gradients make one optimizer step: a larger batch in the same memory</source>
        <translation>多少个批的梯度合成一个优化器步：同样的内存实现更大的批</translation>
    </message>
    <message>
        <source>parameters with values of their own, e.g. *.bias, bn*: weight_decay=0; fc*: lr=0.01</source>
        <translation>另设取值的参数，例如 *.bias, bn*: weight_decay=0; fc*: lr=0.01</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>what is minimised; all: the sum of the graph's losses</source>
        <translation>所最小化的损失；all：图中所有损失之和</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>names of those it moves, * for any part: gen*, dec*</source>
        <translation>它所更新的参数名，* 代表任意部分：gen*, dec*</translation>
    </message>
    <message>
        <source>optimizer steps between two of this objective's</source>
        <translation>该目标每隔多少个优化器步更新一次</translation>
    </message>
    <message>
        <source>Graph convolution: each node becomes the weighted mean of itself and its neighbours, weighted by their degrees.</source>
        <translation>图卷积：每个节点变为自身与邻居按度数加权的平均。</translation>
    </message>
    <message>
        <source>GraphSAGE: a weighted sum of a node's own features and of what its neighbours have in common.</source>
        <translation>GraphSAGE：节点自身特征与邻居聚合结果的加权和。</translation>
    </message>
    <message>
        <source>Graph attention: each node is the mean of itself and its neighbours, weighted by learnt attention, in several heads.</source>
        <translation>图注意力：每个节点是自身与邻居按习得的注意力加权的平均，可有多个头。</translation>
    </message>
    <message>
        <source>Graph isomorphism network: a small network over the sum of a node and its neighbours; tells apart what such layers can tell apart.</source>
        <translation>图同构网络：对节点与邻居之和应用小型网络；达到此类层的最大区分能力。</translation>
    </message>
    <message>
        <source>Looks at each edge, at a node and at how its neighbour differs from it, and keeps the strongest of all edges.</source>
        <translation>考察每条边：节点本身以及邻居与它的差异，并保留所有边中最强的响应。</translation>
    </message>
    <message>
        <source>Every node gets the sum, mean or maximum of its neighbours' features; nothing is learnt.</source>
        <translation>每个节点得到邻居特征的和、平均或最大值；不含可学习参数。</translation>
    </message>
    <message>
        <source>The features at one end of every edge: what messages are made of.</source>
        <translation>每条边一端的特征：消息由此构成。</translation>
    </message>
    <message>
        <source>Brings the messages on the edges to the nodes that they lead to.</source>
        <translation>把边上的消息汇聚到所指向的节点。</translation>
    </message>
    <message>
        <source>One row of features a graph: the sum, mean or maximum over its nodes.</source>
        <translation>每个图一行特征：其节点的和、平均或最大值。</translation>
    </message>
    <message>
        <source>Brings each feature to mean 0 and variance 1 over all nodes of the batch, then scales and shifts it; padding does not count.</source>
        <translation>使批内所有节点的每个特征均值为 0、方差为 1，再缩放和平移；填充不计入。</translation>
    </message>
    <message>
        <source>numbers a node has after it; the word classes follows the data set</source>
        <translation>之后每个节点的数值个数；写 classes 则随数据集而定</translation>
    </message>
    <message>
        <source>numbers a node has in each head; the word classes follows the data set</source>
        <translation>每个头中每个节点的数值个数；写 classes 则随数据集而定</translation>
    </message>
    <message>
        <source>how weights begin; default: as the training says</source>
        <translation>权重如何初始化；default：按训练设置</translation>
    </message>
    <message>
        <source>Aggregate</source>
        <translation>聚合</translation>
    </message>
    <message>
        <source>how what neighbours say is joined</source>
        <translation>邻居的内容如何合并</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>头数</translation>
    </message>
    <message>
        <source>that attend independently</source>
        <translation>各自独立地计算注意力</translation>
    </message>
    <message>
        <source>Concatenate</source>
        <translation>拼接</translation>
    </message>
    <message>
        <source>heads side by side; else their mean</source>
        <translation>各头并列；否则取平均</translation>
    </message>
    <message>
        <source>chance of an edge's attention to be zeroed while training</source>
        <translation>训练时边的注意力被置零的概率</translation>
    </message>
    <message>
        <source>of the LeakyReLU before softmax</source>
        <translation>softmax 之前 LeakyReLU 的斜率</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>隐藏宽度</translation>
    </message>
    <message>
        <source>width of the small network</source>
        <translation>小型网络的宽度</translation>
    </message>
    <message>
        <source>a node counts for 1 more than this</source>
        <translation>节点自身的权重为 1 加上此值</translation>
    </message>
    <message>
        <source>Learn epsilon</source>
        <translation>学习 epsilon</translation>
    </message>
    <message>
        <source>train it, beginning at the given one</source>
        <translation>从给定值开始训练它</translation>
    </message>
    <message>
        <source>Batch norm</source>
        <translation>批归一化</translation>
    </message>
    <message>
        <source>normalise the hidden numbers over the batch's nodes</source>
        <translation>在批内节点上归一化隐藏数值</translation>
    </message>
    <message>
        <source>of the edge</source>
        <translation>取边的哪一端</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>随机失活</translation>
    </message>
    <message>
        <source>A fixed factor every few epochs.</source>
        <translation>每隔若干轮乘以固定因子。</translation>
    </message>
    <message>
        <source>A function of each element.</source>
        <translation>对每个元素求函数值。</translation>
    </message>
    <message>
        <source>A larger image: pixels repeated, or blended with their neighbours.</source>
        <translation>放大图像：重复像素，或与相邻像素混合。</translation>
    </message>
    <message>
        <source>A learnt vector for every token; looking one up costs nothing.</source>
        <translation>每个词元对应一个可学习的向量；查表几乎没有开销。</translation>
    </message>
    <message>
        <source>A part of a tensor along an axis, in steps.</source>
        <translation>沿某一轴按步长取张量的一部分。</translation>
    </message>
    <message>
        <source>A sigmoid of three straight lines.</source>
        <translation>由三段直线构成的 sigmoid。</translation>
    </message>
    <message>
        <source>A smooth ReLU.</source>
        <translation>平滑的 ReLU。</translation>
    </message>
    <message>
        <source>A state and a cell that remembers over many steps; gates decide what the cell takes in, keeps and shows.</source>
        <translation>一个状态和一个能记住许多步的单元；门控决定单元吸收、保留和输出什么。</translation>
    </message>
    <message>
        <source>A state that a gate mixes with a candidate: as LSTM, without the cell and with fewer weights.</source>
        <translation>由门控与候选值混合的状态：类似 LSTM，但没有单元，权重更少。</translation>
    </message>
    <message>
        <source>A state that each step mixes with the next input.</source>
        <translation>每一步与下一个输入混合的状态。</translation>
    </message>
    <message>
        <source>A straight line down to the end.</source>
        <translation>直线下降到结束。</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>Adam that looks ahead along its momentum (Dozat 2016).</source>
        <translation>沿动量前瞻的 Adam（Dozat 2016）。</translation>
    </message>
    <message>
        <source>Adam whose weight decay does not pass through the moments (Loshchilov and Hutter 2019).</source>
        <translation>权重衰减不经过矩估计的 Adam（Loshchilov 与 Hutter 2019）。</translation>
    </message>
    <message>
        <source>Adds a margin around an image.</source>
        <translation>在图像四周加边。</translation>
    </message>
    <message>
        <source>Adds an axis of size 1: features become an image of one channel.</source>
        <translation>增加长度为 1 的轴：特征变为单通道图像。</translation>
    </message>
    <message>
        <source>Adds one number a channel to an image: how a diffusion network is told the time.</source>
        <translation>为图像的每个通道加上一个数：扩散网络由此得知时刻。</translation>
    </message>
    <message>
        <source>Adds to each element of a sequence what tells its position: fixed waves, or learnt.</source>
        <translation>为序列的每个元素加上表示位置的量：固定的波，或学习得到的向量。</translation>
    </message>
    <message>
        <source>Affine</source>
        <translation>仿射</translation>
    </message>
    <message>
        <source>Align corners</source>
        <translation>对齐角点</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>An anchor shall be nearer to its like than to a stranger, by a margin.</source>
        <translation>锚点到同类的距离应比到异类的距离小一个间隔。</translation>
    </message>
    <message>
        <source>Approximate</source>
        <translation>近似</translation>
    </message>
    <message>
        <source>Attention in several heads, each on its own projection; with a query alone a sequence attends to itself.</source>
        <translation>多头注意力，每个头使用各自的投影；只接查询时，序列关注自身。</translation>
    </message>
    <message>
        <source>Averages each window of a series.</source>
        <translation>对序列的每个窗口取平均。</translation>
    </message>
    <message>
        <source>Averages each window of a volume.</source>
        <translation>对体数据的每个窗口取平均。</translation>
    </message>
    <message>
        <source>Averages each window.</source>
        <translation>对每个窗口求平均。</translation>
    </message>
    <message>
        <source>Axes</source>
        <translation>轴</translation>
    </message>
    <message>
        <source>Axis</source>
        <translation>轴</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>底数</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Beta</source>
        <translation>Beta 值</translation>
    </message>
    <message>
        <source>Beta 1</source>
        <translation>Beta 1</translation>
    </message>
    <message>
        <source>Beta 2</source>
        <translation>Beta 2</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>Blocks of pixels become channels: a smaller image with more channels.</source>
        <translation>像素块变为通道：图像变小，通道变多。</translation>
    </message>
    <message>
        <source>Both directions</source>
        <translation>双向</translation>
    </message>
    <message>
        <source>Brings each channel of a volume to mean 0 and variance 1 over the batch, then scales and shifts it.</source>
        <translation>在批次上把体数据的每个通道变为均值 0、方差 1，再缩放和平移。</translation>
    </message>
    <message>
        <source>Brings each channel of each sample to mean 0 and variance 1, then scales and shifts it.</source>
        <translation>使每个样本的每个通道均值为 0、方差为 1，再缩放和平移。</translation>
    </message>
    <message>
        <source>Brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it.</source>
        <translation>将每个通道在批内归一化为均值 0、方差 1，再缩放和平移。</translation>
    </message>
    <message>
        <source>Brings each feature to mean 0 and variance 1 over the batch, then scales and shifts it.</source>
        <translation>在批次上把每个特征变为均值 0、方差 1，再缩放和平移。</translation>
    </message>
    <message>
        <source>Brings each group of channels of each sample to mean 0 and variance 1, then scales and shifts each channel.</source>
        <translation>使每个样本的每组通道均值为 0、方差为 1，再缩放和平移每个通道。</translation>
    </message>
    <message>
        <source>Brings the last axes of each sample to mean 0 and variance 1, then scales and shifts them.</source>
        <translation>使每个样本的最后若干轴均值为 0、方差为 1，再缩放和平移。</translation>
    </message>
    <message>
        <source>Brings the last axis of each sample to mean square 1, then scales it: LayerNorm without the mean.</source>
        <translation>使每个样本的最后一轴均方为 1，再缩放：不减均值的 LayerNorm。</translation>
    </message>
    <message>
        <source>Causal</source>
        <translation>因果</translation>
    </message>
    <message>
        <source>Causal self-attention, attention to a memory (an encoder's result), and two linear layers, each with a residual connection and a norm.</source>
        <translation>因果自注意力、对记忆（编码器结果）的注意力以及两个线性层，各带残差连接和归一化。</translation>
    </message>
    <message>
        <source>Centred</source>
        <translation>中心化</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道数</translation>
    </message>
    <message>
        <source>Channels become blocks of pixels: a larger image with fewer channels.</source>
        <translation>通道变为像素块：图像变大，通道变少。</translation>
    </message>
    <message>
        <source>and every</source>
        <translation>以及每隔</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留空间</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>检查点间隔</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>类别权重</translation>
    </message>
    <message>
        <source>Clip norm</source>
        <translation>梯度范数裁剪</translation>
    </message>
    <message>
        <source>Clip value</source>
        <translation>梯度值裁剪</translation>
    </message>
    <message>
        <source>Cross-entropy of yes-or-no answers, each with a score of its own before the sigmoid.</source>
        <translation>是非判断的交叉熵，每项在 sigmoid 之前各有得分。</translation>
    </message>
    <message>
        <source>Cross-entropy that counts what is already right for less: for rare classes.</source>
        <translation>降低已判对样本权重的交叉熵：用于稀有类别。</translation>
    </message>
    <message>
        <source>Cuts a tensor into two to four parts along an axis.</source>
        <translation>沿某一轴把张量切成二至四份。</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>Delta 值</translation>
    </message>
    <message>
        <source>Digits by two hidden layers. On MNIST (--data FOLDER) 97.3 % of the test images are right after 2 epochs (in PyTorch 97.0 %).</source>
        <translation>用两个隐藏层识别数字。在 MNIST（--data FOLDER）上训练 2 轮后，97.3 % 的测试图片识别正确（PyTorch 为 97.0 %）。</translation>
    </message>
    <message>
        <source>Digits, 28 x 28: two convolutions and three linear layers with ReLU and max pooling. On MNIST (--data FOLDER) 98.9 % of the test images are right after 5 epochs.</source>
        <translation>28 × 28 数字：两个卷积层和三个线性层，ReLU 与最大池化。在 MNIST（--data FOLDER）上训练 5 轮后，测试图像正确率为 98.9 %。</translation>
    </message>
    <message>
        <source>Dilation</source>
        <translation>空洞</translation>
    </message>
    <message>
        <source>Divides by what neighbouring channels sum up to, as AlexNet did.</source>
        <translation>除以相邻通道之和，如 AlexNet 所做。</translation>
    </message>
    <message>
        <source>Drops a residual branch for whole samples at random while training: stochastic depth.</source>
        <translation>训练时随机为整个样本丢弃残差分支：随机深度。</translation>
    </message>
    <message>
        <source>Drops an axis of size 1.</source>
        <translation>去掉长度为 1 的轴。</translation>
    </message>
    <message>
        <source>ELU scaled so that layer after layer keeps mean 0 and variance 1.</source>
        <translation>经过缩放的 ELU，使逐层保持均值 0、方差 1。</translation>
    </message>
    <message>
        <source>ELU with one slope on both sides of zero.</source>
        <translation>零点两侧斜率连续的 ELU。</translation>
    </message>
    <message>
        <source>End</source>
        <translation>终值</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon（稳定项）</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>每隔</translation>
    </message>
    <message>
        <source>Every output is a weighted sum of all inputs.</source>
        <translation>每个输出都是全部输入的加权和。</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>因子</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征数</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>前馈宽度</translation>
    </message>
    <message>
        <source>First variance</source>
        <translation>初始方差</translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation>展平</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>函数</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma 值</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Half a cosine down to the end (Loshchilov and Hutter 2017).</source>
        <translation>按半个余弦下降到结束（Loshchilov 与 Hutter 2017）。</translation>
    </message>
    <message>
        <source>High</source>
        <translation>上界</translation>
    </message>
    <message>
        <source>How far a distribution is from its target: the bits lost by using one for the other. The input holds logarithms, as LogSoftmax makes them.</source>
        <translation>分布与目标的差距：以一代一所损失的信息。输入为对数，由 LogSoftmax 得到。</translation>
    </message>
    <message>
        <source>How surprised the scores are by the true class, averaged over the batch.</source>
        <translation>得分对真实类别的“意外”程度，在批内取平均。</translation>
    </message>
    <message>
        <source>Ignored label</source>
        <translation>忽略的标签</translation>
    </message>
    <message>
        <source>Initializer</source>
        <translation>初始化</translation>
    </message>
    <message>
        <source>Joins two to four branches along an axis, channels by default.</source>
        <translation>沿某一轴拼接二至四个分支，默认沿通道。</translation>
    </message>
    <message>
        <source>Keep axes</source>
        <translation>保留轴</translation>
    </message>
    <message>
        <source>Keeps numbers between two bounds.</source>
        <translation>把数值限制在两个界之间。</translation>
    </message>
    <message>
        <source>Keeps the largest value of each window of a series.</source>
        <translation>保留序列每个窗口中的最大值。</translation>
    </message>
    <message>
        <source>Keeps the largest value of each window of a volume.</source>
        <translation>保留体数据每个窗口中的最大值。</translation>
    </message>
    <message>
        <source>Keeps the largest value of each window.</source>
        <translation>保留每个窗口的最大值。</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Last variance</source>
        <translation>末尾方差</translation>
    </message>
    <message>
        <source>LeakyReLU whose slope below zero is learnt, one a channel or one for all.</source>
        <translation>负半轴斜率可学习的 LeakyReLU，每通道一个或共用一个。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Linear above zero, an exponential that levels off below.</source>
        <translation>正半轴线性，负半轴为趋于平缓的指数。</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>下界</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Mean of weights</source>
        <translation>权重滑动平均</translation>
    </message>
    <message>
        <source>Minus the logarithm of the true class&apos;s probability; the input holds logarithms, as LogSoftmax makes them.</source>
        <translation>真实类别概率的负对数；输入为对数，由 LogSoftmax 得到。</translation>
    </message>
    <message>
        <source>Mixes the data with noise, each sample at a random time: what a network is to undo. The loss compares its answer with the noise.</source>
        <translation>将数据与噪声混合，每个样本取随机时刻：网络要还原的正是它。损失将网络输出与噪声比较。</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Momentum decay</source>
        <translation>动量衰减</translation>
    </message>
    <message>
        <source>Multiplies by a fixed number and adds another.</source>
        <translation>乘以一个固定数再加上另一个。</translation>
    </message>
    <message>
        <source>Negative slope</source>
        <translation>负半轴斜率</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>Nesterov</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>归一化位置</translation>
    </message>
    <message>
        <source>One minus the cosine of the angle between vectors that belong together; for pairs that do not (target -1) what their cosine exceeds a margin by.</source>
        <translation>成对向量取一减夹角余弦；不成对的（目标为 -1）取余弦超出间隔的部分。</translation>
    </message>
    <message>
        <source>One number for all elements along axes: their sum, mean, largest, ...</source>
        <translation>沿轴把所有元素归为一个数：和、均值、最大值等。</translation>
    </message>
    <message>
        <source>One row of features a sample; nothing is copied.</source>
        <translation>每个样本展平为一行特征；不复制数据。</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>次序</translation>
    </message>
    <message>
        <source>Out channels</source>
        <translation>输出通道</translation>
    </message>
    <message>
        <source>Out features</source>
        <translation>输出特征数</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Output padding</source>
        <translation>输出填充</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Round up</source>
        <translation>向上取整</translation>
    </message>
    <message>
        <source>keep what is left at the far edge as a smaller window</source>
        <translation>把末端不足一个窗口的部分作为较小的窗口保留</translation>
    </message>
    <message>
        <source>Predicts the next character of a text: a decoder-only transformer of 4 layers, width 128 and 4 heads, in windows of 64 characters. On tiny shakespeare (--data FOLDER) 3.39 bits a character after 400 steps (in PyTorch 3.36).</source>
        <translation>预测文本的下一个字符：4 层、宽 128、4 个头的仅解码器 Transformer，窗口 64 个字符。在 tiny shakespeare（--data FOLDER）上训练 400 步后每字符 3.39 比特（PyTorch 为 3.36）。</translation>
    </message>
    <message>
        <source>A diffusion model of digits whose network halves the image twice and joins what it saw on the way down (Ronneberger et al. 2015; Ho et al. 2020).</source>
        <translation>数字的扩散模型：网络两次将图像减半，并在返回途中接入下行时所见（Ronneberger 等 2015；Ho 等 2020）。</translation>
    </message>
    <message>
        <source>ImageNet's size: 8 residual blocks (He et al. 2016).</source>
        <translation>ImageNet 尺寸：8 个残差块（He 等 2016）。</translation>
    </message>
    <message>
        <source>Small colour pictures: nineteen convolutions in nine residual blocks, and a linear layer (He et al. 2016, section 4.2). Of 5,000 images of CIFAR-10 (--data FOLDER) it learns to name 37 % of 1,000 others in 4 epochs (in PyTorch 39 to 43 %, by seed).</source>
        <translation>小幅彩色图片：九个残差块中的十九个卷积与一个线性层（He 等 2016，4.2 节）。用 CIFAR-10 的 5,000 张图（--data FOLDER）训练 4 轮后，另外 1,000 张的正确率为 37 %（PyTorch 因种子而异，39 至 43 %）。</translation>
    </message>
    <message>
        <source>ImageNet's size: 16 bottleneck blocks (He et al. 2016).</source>
        <translation>ImageNet 尺寸：16 个瓶颈块（He 等 2016）。</translation>
    </message>
    <message>
        <source>ImageNet's size: 33 bottleneck blocks (He et al. 2016).</source>
        <translation>ImageNet 尺寸：33 个瓶颈块（He 等 2016）。</translation>
    </message>
    <message>
        <source>ImageNet's size: 50 bottleneck blocks (He et al. 2016).</source>
        <translation>ImageNet 尺寸：50 个瓶颈块（He 等 2016）。</translation>
    </message>
    <message>
        <source>ImageNet's size: nine inception blocks (Szegedy et al. 2015), with batch norms.</source>
        <translation>ImageNet 尺寸：九个 Inception 块（Szegedy 等 2015），带批归一化。</translation>
    </message>
    <message>
        <source>ImageNet's size: five convolutions, three linear layers (Krizhevsky 2014).</source>
        <translation>ImageNet 尺寸：五个卷积与三个线性层（Krizhevsky 2014）。</translation>
    </message>
    <message>
        <source>ImageNet's size, two groups and response normalisation (Krizhevsky et al. 2012).</source>
        <translation>ImageNet 尺寸，两组卷积与局部响应归一化（Krizhevsky 等 2012）。</translation>
    </message>
    <message>
        <source>ImageNet's size: thirteen 3 x 3 convolutions, three linear layers (Simonyan and Zisserman 2015).</source>
        <translation>ImageNet 尺寸：十三个 3 x 3 卷积与三个线性层（Simonyan 与 Zisserman 2015）。</translation>
    </message>
    <message>
        <source>A convolution, a norm and a ReLU.</source>
        <translation>一个卷积、一个归一化和一个 ReLU。</translation>
    </message>
    <message>
        <source>Convolutions of several sizes side by side, and a pooling, joined by their channels.</source>
        <translation>并列的多种尺寸卷积与一个池化，按通道拼接。</translation>
    </message>
    <message>
        <source>A residual block, and a convolution that halves the image; the block's result leaves as the skip.</source>
        <translation>一个残差块与一个将图像减半的卷积；块的结果作为跳连输出。</translation>
    </message>
    <message>
        <source>Doubles the image, joins the skip of the same size, and a residual block.</source>
        <translation>将图像放大一倍，拼接同尺寸的跳连，再经一个残差块。</translation>
    </message>
    <message>
        <source>A residual block of two convolutions.</source>
        <translation>由两个卷积组成的残差块。</translation>
    </message>
    <message>
        <source>A residual block that halves the image; its shortcut is filled up with zeros.</source>
        <translation>将图像减半的残差块；其捷径以零补齐。</translation>
    </message>
    <message>
        <source>A residual block of a narrow 3 x 3 convolution between two of 1 x 1.</source>
        <translation>残差块：两个 1 x 1 卷积之间夹一个较窄的 3 x 3 卷积。</translation>
    </message>
    <message>
        <source>The same where size or channels change: its shortcut is a convolution.</source>
        <translation>尺寸或通道改变时的同类块：捷径为一个卷积。</translation>
    </message>
    <message>
        <source>Passes what is positive and a share of the rest.</source>
        <translation>正值通过，其余按比例通过。</translation>
    </message>
    <message>
        <source>Passes what is positive and stops the rest.</source>
        <translation>正值通过，其余置零。</translation>
    </message>
    <message>
        <source>Per channel</source>
        <translation>每通道</translation>
    </message>
    <message>
        <source>Positive weight</source>
        <translation>正例权重</translation>
    </message>
    <message>
        <source>Rate decay</source>
        <translation>学习率衰减</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>ReLU that stops growing at 6.</source>
        <translation>在 6 处封顶的 ReLU。</translation>
    </message>
    <message>
        <source>Reduction</source>
        <translation>归约</translation>
    </message>
    <message>
        <source>Rho</source>
        <translation>Rho</translation>
    </message>
    <message>
        <source>Rise</source>
        <translation>上升段</translation>
    </message>
    <message>
        <source>Rotary</source>
        <translation>旋转位置</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>噪声日程</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Self-attention and two linear layers, each with a residual connection and a norm; causal, it is the block of a GPT.</source>
        <translation>自注意力与两个线性层，各带残差连接和归一化；因果时即 GPT 的模块。</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation>打乱</translation>
    </message>
    <message>
        <source>SiLU made of straight pieces: cheap on small devices.</source>
        <translation>由直线段构成的 SiLU：在小设备上开销低。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>各部分大小</translation>
    </message>
    <message>
        <source>Slides filters along a series; each output channel is the weighted sum of a window.</source>
        <translation>滤波器沿序列滑动；每个输出通道是窗口内输入的加权和。</translation>
    </message>
    <message>
        <source>Slides filters over an image; each output channel is the weighted sum of a window.</source>
        <translation>滤波器扫过图像；每个输出通道是窗口内输入的加权和。</translation>
    </message>
    <message>
        <source>Slides filters through a volume; each output channel is the weighted sum of a window.</source>
        <translation>滤波器在体数据中滑动；每个输出通道是窗口内输入的加权和。</translation>
    </message>
    <message>
        <source>Slope</source>
        <translation>斜率</translation>
    </message>
    <message>
        <source>Spreads every element of a series by a filter: upsamples by the stride.</source>
        <translation>用滤波器展开序列的每个元素：按步幅上采样。</translation>
    </message>
    <message>
        <source>Spreads every pixel by a filter: upsamples by the stride.</source>
        <translation>用滤波器展开每个像素：按步幅上采样。</translation>
    </message>
    <message>
        <source>Squashes to between -1 and 1, more slowly than tanh.</source>
        <translation>压缩到 -1 与 1 之间，比 tanh 缓慢。</translation>
    </message>
    <message>
        <source>Squashes to between -1 and 1.</source>
        <translation>压缩到 -1 与 1 之间。</translation>
    </message>
    <message>
        <source>Squashes to between 0 and 1.</source>
        <translation>压缩到 0 与 1 之间。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>State size</source>
        <translation>状态大小</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Steps against the gradient, with momentum (Nesterov&apos;s on request).</source>
        <translation>沿负梯度步进，带动量（可选 Nesterov）。</translation>
    </message>
    <message>
        <source>Steps divided by a running root mean square of the gradient (Tieleman and Hinton 2012).</source>
        <translation>步长除以梯度的滑动均方根（Tieleman 与 Hinton 2012）。</translation>
    </message>
    <message>
        <source>Steps in the units of the weights, without a rate to tune (Zeiler 2012).</source>
        <translation>以权重的单位步进，无需调学习率（Zeiler 2012）。</translation>
    </message>
    <message>
        <source>Steps of one length in the direction of the sign of the momentum (Chen et al. 2023).</source>
        <translation>沿动量符号方向的等长步进（Chen 等 2023）。</translation>
    </message>
    <message>
        <source>Steps scaled by running moments of the gradient (Kingma and Ba 2015).</source>
        <translation>按梯度的滑动矩缩放步长（Kingma 与 Ba 2015）。</translation>
    </message>
    <message>
        <source>Steps that shrink with all gradients seen so far (Duchi, Hazan and Singer 2011).</source>
        <translation>步长随已见过的全部梯度缩小（Duchi、Hazan 与 Singer 2011）。</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>步幅</translation>
    </message>
    <message>
        <source>The axes of a sample in another order.</source>
        <translation>改变样本各轴的次序。</translation>
    </message>
    <message>
        <source>The difference of two branches.</source>
        <translation>两个分支之差。</translation>
    </message>
    <message>
        <source>The elements of a sample under another shape, in the same order.</source>
        <translation>样本元素次序不变，改为另一形状。</translation>
    </message>
    <message>
        <source>The form of Y. LeCun et al. 1998: tanh and average pooling. On MNIST (--data FOLDER) 98.5 % of the test images are right after 5 epochs.</source>
        <translation>Y. LeCun 等 1998 年的形式：tanh 与平均池化。在 MNIST（--data FOLDER）上训练 5 轮后，98.5 % 的测试图像分类正确。</translation>
    </message>
    <message>
        <source>The larger of two branches, element by element.</source>
        <translation>逐元素取两个分支中较大者。</translation>
    </message>
    <message>
        <source>The largest value of each channel&apos;s image.</source>
        <translation>每个通道图像的最大值。</translation>
    </message>
    <message>
        <source>The largest value of windows that tile the image: the result has this size.</source>
        <translation>平铺图像的各窗口的最大值：结果为指定大小。</translation>
    </message>
    <message>
        <source>The logarithm of softmax, for NLLLoss and KLDivLoss.</source>
        <translation>softmax 的对数，用于 NLLLoss 与 KLDivLoss。</translation>
    </message>
    <message>
        <source>The mean of each channel&apos;s image.</source>
        <translation>每个通道图像的均值。</translation>
    </message>
    <message>
        <source>The mean of windows that share the image out evenly: the result has this size whatever the input&apos;s.</source>
        <translation>均分图像的各窗口的均值：无论输入多大，结果为指定大小。</translation>
    </message>
    <message>
        <source>The mean size of the error: less moved by outliers than its square.</source>
        <translation>误差绝对值的均值：比平方更不受离群值影响。</translation>
    </message>
    <message>
        <source>The mean square of the error.</source>
        <translation>误差平方的均值。</translation>
    </message>
    <message>
        <source>The p-norm of each window: between the sum (p = 1) and the maximum (p large).</source>
        <translation>每个窗口的 p 范数：介于求和（p = 1）与最大值（p 很大）之间。</translation>
    </message>
    <message>
        <source>The product of two branches&apos; matrices, sample by sample.</source>
        <translation>逐样本求两个分支矩阵的乘积。</translation>
    </message>
    <message>
        <source>The product of two branches, element by element: gates and attention over channels.</source>
        <translation>两个分支逐元素相乘：门控与通道注意力。</translation>
    </message>
    <message>
        <source>The quotient of two branches.</source>
        <translation>两个分支之商。</translation>
    </message>
    <message>
        <source>The same factor after every epoch, spread over its steps.</source>
        <translation>每轮乘以同一因子，分摊到各步。</translation>
    </message>
    <message>
        <source>The same rate throughout.</source>
        <translation>学习率始终不变。</translation>
    </message>
    <message>
        <source>The samples of the project&apos;s data set, a batch at a time; its outputs are what the set offers.</source>
        <translation>项目数据集的样本，每次一批；输出端口取决于数据集。</translation>
    </message>
    <message>
        <source>The smaller of two branches, element by element.</source>
        <translation>逐元素取两个分支中较小者。</translation>
    </message>
    <message>
        <source>The square of small errors, the size of large ones.</source>
        <translation>小误差取平方，大误差取绝对值。</translation>
    </message>
    <message>
        <source>The time as features: sines and cosines of growing wavelength.</source>
        <translation>将时刻表示为特征：波长递增的正弦与余弦。</translation>
    </message>
    <message>
        <source>Transpose b</source>
        <translation>转置 b</translation>
    </message>
    <message>
        <source>Turns pairs of features by an angle that grows with the position: products of queries and keys then depend on their distance.</source>
        <translation>将成对特征按随位置增大的角度旋转：查询与键的乘积因而取决于两者的距离。</translation>
    </message>
    <message>
        <source>Turns scores into probabilities that sum to 1. Cross-entropy does this itself.</source>
        <translation>将得分变为总和为 1 的概率。交叉熵自身已包含此步。</translation>
    </message>
    <message>
        <source>Two convolutions behind group norms, the time added between them, and a shortcut: the block of a diffusion U-Net (Ho et al. 2020).</source>
        <translation>两个带组归一化的卷积，其间加入时刻，并有捷径连接：扩散 U-Net 的模块（Ho 等，2020）。</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Up to the rate, then far below where it began (Smith and Topin 2018).</source>
        <translation>先升到学习率，再降到远低于起点（Smith 与 Topin 2018）。</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Weighs the values by how well their keys match each query.</source>
        <translation>按键与每个查询的匹配程度对值加权。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Zeroes elements at random while training; passes all when evaluating.</source>
        <translation>训练时随机置零；评估时全部通过。</translation>
    </message>
    <message>
        <source>Zeroes whole channels at random while training; passes all when evaluating.</source>
        <translation>训练时随机将整个通道置零；评估时全部通过。</translation>
    </message>
    <message>
        <source>a folder with data files; empty: the data set above</source>
        <translation>数据文件所在文件夹；留空则用上面的数据集</translation>
    </message>
    <message>
        <source>a new order of the samples in every epoch</source>
        <translation>每轮重新打乱样本顺序</translation>
    </message>
    <message>
        <source>a position sees itself and those before it</source>
        <translation>每个位置只看到自身及之前的位置</translation>
    </message>
    <message>
        <source>a second state runs from the last step to the first; both lie side by side</source>
        <translation>另一个状态从最后一步运行到第一步；两者并排</translation>
    </message>
    <message>
        <source>a slope for each channel (axis 1); else one for all</source>
        <translation>每个通道（轴 1）一个斜率；否则共用一个</translation>
    </message>
    <message>
        <source>add a learnt constant to every channel</source>
        <translation>为每个通道加上可学习的常数</translation>
    </message>
    <message>
        <source>add a learnt constant to every output</source>
        <translation>为每个输出加上可学习的常数</translation>
    </message>
    <message>
        <source>add learnt constants, one of the input and one of the state</source>
        <translation>加上可学习的常数，输入和状态各一个</translation>
    </message>
    <message>
        <source>added afterwards</source>
        <translation>之后相加</translation>
    </message>
    <message>
        <source>added at the end, less than the stride</source>
        <translation>加在末端，小于步幅</translation>
    </message>
    <message>
        <source>added before the power</source>
        <translation>在求幂之前相加</translation>
    </message>
    <message>
        <source>added behind the image&apos;s own, constant</source>
        <translation>加在图像自身通道之后，为常数</translation>
    </message>
    <message>
        <source>added to the mean square</source>
        <translation>加到均方上</translation>
    </message>
    <message>
        <source>added to the variance</source>
        <translation>加到方差上的小量</translation>
    </message>
    <message>
        <source>and ends at this part of where it began</source>
        <translation>结束时为起点的几分之一</translation>
    </message>
    <message>
        <source>axis of x for each axis after the batch</source>
        <translation>批次之后各轴对应的 x 的轴</translation>
    </message>
    <message>
        <source>axis to cut</source>
        <translation>要切分的轴</translation>
    </message>
    <message>
        <source>axis to cut along</source>
        <translation>沿其切取的轴</translation>
    </message>
    <message>
        <source>axis to drop</source>
        <translation>要去掉的轴</translation>
    </message>
    <message>
        <source>axis to join along</source>
        <translation>沿其拼接的轴</translation>
    </message>
    <message>
        <source>axis whose elements share; -1: the last</source>
        <translation>元素共同归一化的轴；-1 表示最后一个</translation>
    </message>
    <message>
        <source>before each part, or behind its sum</source>
        <translation>在各部分之前，或在求和之后</translation>
    </message>
    <message>
        <source>before the second convolution</source>
        <translation>在第二个卷积之前</translation>
    </message>
    <message>
        <source>between the two linear layers</source>
        <translation>位于两个线性层之间</translation>
    </message>
    <message>
        <source>bundled, or in the program&apos;s data folder</source>
        <translation>随程序提供，或位于程序的数据文件夹</translation>
    </message>
    <message>
        <source>by how much nearer</source>
        <translation>要近多少</translation>
    </message>
    <message>
        <source>chance of a channel to be zeroed</source>
        <translation>通道被置零的概率</translation>
    </message>
    <message>
        <source>chance of a sample to lose the branch</source>
        <translation>样本失去该分支的概率</translation>
    </message>
    <message>
        <source>chance of a weight to be zeroed while training</source>
        <translation>训练时权重被置零的概率</translation>
    </message>
    <message>
        <source>chance of an element between layers to be zeroed while training</source>
        <translation>训练时层间元素被置零的概率</translation>
    </message>
    <message>
        <source>chance of an element to be zeroed</source>
        <translation>元素被置零的概率</translation>
    </message>
    <message>
        <source>chance of an element to be zeroed while training, in weights and behind each part</source>
        <translation>训练时元素被置零的概率，用于注意力权重和各部分之后</translation>
    </message>
    <message>
        <source>channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>channels are split into so many independent groups</source>
        <translation>通道被分成这么多个独立的组</translation>
    </message>
    <message>
        <source>class ids</source>
        <translation>类别编号</translation>
    </message>
    <message>
        <source>cosine that strangers may have</source>
        <translation>不成对向量允许的余弦</translation>
    </message>
    <message>
        <source>cut off on each side</source>
        <translation>每侧裁去的大小</translation>
    </message>
    <message>
        <source>decay of the running mean of the weights that results are made with; 0: none</source>
        <translation>用于得出结果的权重滑动平均的衰减；0 表示不用</translation>
    </message>
    <message>
        <source>decomposed</source>
        <translation>分解后</translation>
    </message>
    <message>
        <source>depth, height and width of a filter</source>
        <translation>滤波器的深、高和宽</translation>
    </message>
    <message>
        <source>depth, height and width of the window</source>
        <translation>窗口的深、高和宽</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>distance between the taps of a filter</source>
        <translation>滤波器采样点之间的距离</translation>
    </message>
    <message>
        <source>distance in the result of neighbours in x</source>
        <translation>x 中相邻元素在结果中的距离</translation>
    </message>
    <message>
        <source>divide by the deviation instead (Graves 2013)</source>
        <translation>改为除以标准差（Graves 2013）</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>epochs between two checkpoints</source>
        <translation>两个检查点之间的轮数</translation>
    </message>
    <message>
        <source>optimizer steps between two checkpoints within epochs too; 0: none</source>
        <translation>每轮之内两个检查点之间的优化步数；0：不另存</translation>
    </message>
    <message>
        <source>room for the points of a run that views can go back to, evenly spread over it; the last checkpoint and the best stay</source>
        <translation>一次运行中视图可以回到的存点所占的空间，均匀分布在全程；最后一个和最好的检查点总会保留</translation>
    </message>
    <message>
        <source>epochs between two drops</source>
        <translation>两次下降之间的轮数</translation>
    </message>
    <message>
        <source>exponent</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>exponent of the norm</source>
        <translation>范数的指数</translation>
    </message>
    <message>
        <source>factor</source>
        <translation>因子</translation>
    </message>
    <message>
        <source>factor for height and width, or one for each</source>
        <translation>高和宽的倍数，或各给一个</translation>
    </message>
    <message>
        <source>factor of the mean square</source>
        <translation>均方的系数</translation>
    </message>
    <message>
        <source>factor of the whole</source>
        <translation>整体的系数</translation>
    </message>
    <message>
        <source>factor of what targets of 1 cost: for rare ones</source>
        <translation>目标为 1 时损失的系数：用于稀有正例</translation>
    </message>
    <message>
        <source>features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>first position; negative: from the end</source>
        <translation>起始位置；负数从末尾数起</translation>
    </message>
    <message>
        <source>from data to noise</source>
        <translation>从数据到噪声</translation>
    </message>
    <message>
        <source>fused</source>
        <translation>融合后</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>graph</source>
        <translation>图</translation>
    </message>
    <message>
        <source>half of them sines, half cosines</source>
        <translation>一半正弦，一半余弦</translation>
    </message>
    <message>
        <source>height and width</source>
        <translation>高和宽</translation>
    </message>
    <message>
        <source>height and width of a block</source>
        <translation>块的高和宽</translation>
    </message>
    <message>
        <source>height and width of a filter</source>
        <translation>滤波器的高和宽</translation>
    </message>
    <message>
        <source>height and width of the result</source>
        <translation>结果的高和宽</translation>
    </message>
    <message>
        <source>height and width of the result; divisors of the input&apos;s</source>
        <translation>结果的高和宽；须整除输入的高和宽</translation>
    </message>
    <message>
        <source>height and width of the window</source>
        <translation>窗口的高和宽</translation>
    </message>
    <message>
        <source>how a step follows from the gradient</source>
        <translation>如何由梯度得到一步</translation>
    </message>
    <message>
        <source>how many of the last axes</source>
        <translation>最后几个轴</translation>
    </message>
    <message>
        <source>how much less easy samples count</source>
        <translation>易分样本降权的程度</translation>
    </message>
    <message>
        <source>how new pixels are found</source>
        <translation>新像素的求法</translation>
    </message>
    <message>
        <source>how the learning rate changes over the run</source>
        <translation>学习率在运行中如何变化</translation>
    </message>
    <message>
        <source>how the momentum grows in</source>
        <translation>动量如何逐渐增大</translation>
    </message>
    <message>
        <source>how the noise grows with time (Ho et al. 2020; Nichol and Dhariwal 2021)</source>
        <translation>噪声如何随时间增长（Ho 等，2020；Nichol 与 Dhariwal，2021）</translation>
    </message>
    <message>
        <source>how the weights begin; default: the training settings&apos;. normal, uniform and constant may say a number: normal(0.02)</source>
        <translation>权重的初始值；default 表示用训练设置中的。normal、uniform 和 constant 可带一个数：normal(0.02)</translation>
    </message>
    <message>
        <source>how the weights of every layer begin, unless the layer says otherwise</source>
        <translation>各层权重的初始值，除非该层另有指定</translation>
    </message>
    <message>
        <source>ir</source>
        <translation>中间表示</translation>
    </message>
    <message>
        <source>keeps the division finite</source>
        <translation>防止除零</translation>
    </message>
    <message>
        <source>labels of this number do not count: padding</source>
        <translation>此编号的标签不计：填充</translation>
    </message>
    <message>
        <source>largest element of a gradient; 0: not clipped</source>
        <translation>梯度元素的最大值；0 表示不裁剪</translation>
    </message>
    <message>
        <source>learn a scale and a shift</source>
        <translation>学习缩放和平移</translation>
    </message>
    <message>
        <source>length of a filter</source>
        <translation>滤波器的长度</translation>
    </message>
    <message>
        <source>length of the window</source>
        <translation>窗口的长度</translation>
    </message>
    <message>
        <source>level far below zero</source>
        <translation>远小于零时的取值</translation>
    </message>
    <message>
        <source>longest gradient, all parameters together (L2); 0: not clipped</source>
        <translation>全部参数梯度的最大范数（L2）；0 表示不裁剪</translation>
    </message>
    <message>
        <source>look ahead along the momentum</source>
        <translation>沿动量前瞻</translation>
    </message>
    <message>
        <source>lower bound</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>memory of both squares</source>
        <translation>两个平方均值的记忆</translation>
    </message>
    <message>
        <source>memory of the mean</source>
        <translation>均值的记忆</translation>
    </message>
    <message>
        <source>memory of the momentum</source>
        <translation>动量的记忆</translation>
    </message>
    <message>
        <source>memory of the square</source>
        <translation>平方的记忆</translation>
    </message>
    <message>
        <source>negative: backwards</source>
        <translation>负数：反向</translation>
    </message>
    <message>
        <source>normalised samples</source>
        <translation>归一化后的样本</translation>
    </message>
    <message>
        <source>number of different tokens; 0 or the word classes follows the data set</source>
        <translation>不同词元的个数；0 或 classes 表示跟随数据集</translation>
    </message>
    <message>
        <source>number of filters</source>
        <translation>滤波器个数</translation>
    </message>
    <message>
        <source>number of outputs; the word classes follows the data set</source>
        <translation>输出个数；写 classes 则随数据集类别数</translation>
    </message>
    <message>
        <source>numbers of a vector</source>
        <translation>向量的数值个数</translation>
    </message>
    <message>
        <source>numbers of the state</source>
        <translation>状态的数值个数</translation>
    </message>
    <message>
        <source>of a constant margin</source>
        <translation>常数边的值</translation>
    </message>
    <message>
        <source>of a linear schedule: what its first step adds</source>
        <translation>线性日程：第一步所加的方差</translation>
    </message>
    <message>
        <source>of a linear schedule: what its last step adds</source>
        <translation>线性日程：最后一步所加的方差</translation>
    </message>
    <message>
        <source>of channels, each with statistics of its own</source>
        <translation>通道的组数，每组单独统计</translation>
    </message>
    <message>
        <source>of one epoch</source>
        <translation>每一轮的因子</translation>
    </message>
    <message>
        <source>of the parts, two to four; 0: two halves</source>
        <translation>各部分的大小，二至四个；0：平分为两半</translation>
    </message>
    <message>
        <source>of the state</source>
        <translation>作用于状态</translation>
    </message>
    <message>
        <source>of the result</source>
        <translation>结果的通道数</translation>
    </message>
    <message>
        <source>of weights, order and noise: the same seed gives the same run</source>
        <translation>决定权重、顺序与噪声：相同种子得到相同运行</translation>
    </message>
    <message>
        <source>one a class, for rare classes; one number: all alike</source>
        <translation>每类一个，用于稀有类别；只给一个数：各类相同</translation>
    </message>
    <message>
        <source>one row of channels a sample instead of images of one pixel</source>
        <translation>每个样本一行通道，而非单像素图像</translation>
    </message>
    <message>
        <source>one score a class, before softmax</source>
        <translation>每类一个得分（softmax 之前）</translation>
    </message>
    <message>
        <source>one width, or four: top, left, bottom, right</source>
        <translation>一个宽度，或四个：上、左、下、右</translation>
    </message>
    <message>
        <source>over all elements</source>
        <translation>对所有元素</translation>
    </message>
    <message>
        <source>part of the rate that is left at the end</source>
        <translation>结束时剩余的学习率比例</translation>
    </message>
    <message>
        <source>part of the run that goes up</source>
        <translation>上升阶段占整个运行的比例</translation>
    </message>
    <message>
        <source>parts of the features that attend on their own</source>
        <translation>各自进行注意力计算的特征份数</translation>
    </message>
    <message>
        <source>passes over the training data</source>
        <translation>遍历训练数据的次数</translation>
    </message>
    <message>
        <source>plan</source>
        <translation>执行计划</translation>
    </message>
    <message>
        <source>position after the last; negative: from the end</source>
        <translation>末位之后的位置；负数从末尾数起</translation>
    </message>
    <message>
        <source>pull of the weights to zero</source>
        <translation>将权重拉向零的强度</translation>
    </message>
    <message>
        <source>px</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>rows and columns added on each side</source>
        <translation>每一侧增加的行和列</translation>
    </message>
    <message>
        <source>rows of b meet the columns of a</source>
        <translation>b 的行与 a 的列相乘</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>个样本</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>调度</translation>
    </message>
    <message>
        <source>share of the batch in the running statistics</source>
        <translation>当前批在滑动统计量中的占比</translation>
    </message>
    <message>
        <source>share of the last step that is kept</source>
        <translation>保留上一步的比例</translation>
    </message>
    <message>
        <source>share of the momentum in the step</source>
        <translation>动量在步进中的占比</translation>
    </message>
    <message>
        <source>share of the target that all classes get alike</source>
        <translation>所有类别平分的目标份额</translation>
    </message>
    <message>
        <source>sizes of a sample; one may be -1: what is left</source>
        <translation>样本各轴大小；其一可为 -1：取其余</translation>
    </message>
    <message>
        <source>slope below zero</source>
        <translation>负半轴的斜率</translation>
    </message>
    <message>
        <source>slope of the middle line</source>
        <translation>中间段的斜率</translation>
    </message>
    <message>
        <source>stacked, each reads the states of the one below</source>
        <translation>逐层堆叠，每层读取下一层的状态</translation>
    </message>
    <message>
        <source>step length</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>step of the window</source>
        <translation>窗口的步幅</translation>
    </message>
    <message>
        <source>step of the window; 0: as large as the window</source>
        <translation>窗口的步幅；0 表示与窗口同大</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>steps over which the rate grows from nothing</source>
        <translation>学习率从零升起的步数</translation>
    </message>
    <message>
        <source>tanh: the faster fit that GPT-2 used</source>
        <translation>tanh：GPT-2 所用的较快近似</translation>
    </message>
    <message>
        <source>that are summed</source>
        <translation>求和的通道数</translation>
    </message>
    <message>
        <source>the corner pixels keep their values (not for nearest)</source>
        <translation>角点像素值不变（不用于最近邻）</translation>
    </message>
    <message>
        <source>the longest wave has 2 pi times this length</source>
        <translation>最长的波长为该值的 2π 倍</translation>
    </message>
    <message>
        <source>the rate begins at this part</source>
        <translation>学习率从其几分之一开始</translation>
    </message>
    <message>
        <source>the rate is divided by 1 + steps x this</source>
        <translation>学习率除以 1 + 步数 × 此值</translation>
    </message>
    <message>
        <source>the states of all steps, or the last</source>
        <translation>所有步的状态，或最后一步的</translation>
    </message>
    <message>
        <source>to reduce; -1: the last</source>
        <translation>要归约的轴；-1：最后一轴</translation>
    </message>
    <message>
        <source>turn queries and keys by their position (Su et al. 2021)</source>
        <translation>按位置旋转查询与键（Su 等，2021）</translation>
    </message>
    <message>
        <source>upper bound</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>waves of growing length, or a learnt vector a position</source>
        <translation>波长递增的波，或每个位置一个学习得到的向量</translation>
    </message>
    <message>
        <source>what is computed</source>
        <translation>计算什么</translation>
    </message>
    <message>
        <source>what the margin is made of</source>
        <translation>边由什么构成</translation>
    </message>
    <message>
        <source>what the rate is multiplied by</source>
        <translation>学习率所乘的因子</translation>
    </message>
    <message>
        <source>where the learnt slopes begin</source>
        <translation>可学习斜率的初始值</translation>
    </message>
    <message>
        <source>where the new axis lies in the result</source>
        <translation>新轴在结果中的位置</translation>
    </message>
    <message>
        <source>where the square ends</source>
        <translation>平方段的界限</translation>
    </message>
    <message>
        <source>width between the two linear layers</source>
        <translation>两个线性层之间的宽度</translation>
    </message>
    <message>
        <source>with size 1</source>
        <translation>长度为 1</translation>
    </message>
    <message>
        <source>x times its sigmoid; also called Swish.</source>
        <translation>x 乘以其 sigmoid；又称 Swish。</translation>
    </message>
    <message>
        <source>x times the chance that a standard normal number is below x.</source>
        <translation>x 乘以标准正态数小于 x 的概率。</translation>
    </message>
    <message>
        <source>x times the tanh of its softplus.</source>
        <translation>x 乘以其 softplus 的 tanh。</translation>
    </message>
    <message>
        <source>zeros added on each side</source>
        <translation>每一侧补的零</translation>
    </message>
    <message>
        <source>A tensor of its own, the same for all samples: a learnt bias, position or query, or a fixed mask.</source>
        <translation>独立的张量，对所有样本相同：可学习的偏置、位置或查询，或固定的掩码。</translation>
    </message>
    <message>
        <source>A vector for each whole number: 1 at its place, 0 elsewhere.</source>
        <translation>每个整数对应一个向量：其位置为 1，其余为 0。</translation>
    </message>
    <message>
        <source>Adds two branches: a residual connection, or a bias.</source>
        <translation>两个分支相加：残差连接，或加偏置。</translation>
    </message>
    <message>
        <source>Each element to a fixed power; a negative element needs a whole exponent.</source>
        <translation>逐元素取固定次幂；负元素要求指数为整数。</translation>
    </message>
    <message>
        <source>Exponent</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>Joins the truth values of two branches, or turns those of one round.</source>
        <translation>组合两个分支的真值，或对一个分支取反。</translation>
    </message>
    <message>
        <source>Repeats a sample along its axes of size 1.</source>
        <translation>沿大小为 1 的轴重复样本。</translation>
    </message>
    <message>
        <source>Repeats a sample along its axes.</source>
        <translation>沿各轴重复样本。</translation>
    </message>
    <message>
        <source>Sums of products of one to three branches by Einstein&apos;s notation: letters that the result lacks are summed over.</source>
        <translation>按爱因斯坦记号对一到三个分支的乘积求和：结果中没有的字母被求和。</translation>
    </message>
    <message>
        <source>The k largest or smallest elements along an axis, in order, and their places.</source>
        <translation>沿一个轴按顺序取最大或最小的 k 个元素及其位置。</translation>
    </message>
    <message>
        <source>The place of the largest or smallest element along an axis; the first of equals.</source>
        <translation>沿一个轴最大或最小元素的位置；相等时取第一个。</translation>
    </message>
    <message>
        <source>The rows of each sample that its indices name: a step, a token, a region.</source>
        <translation>取出每个样本中由索引指定的行：时间步、词元或区域。</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>参与训练</translation>
    </message>
    <message>
        <source>What is left of a after division by b, with the sign of a.</source>
        <translation>a 除以 b 的余数，符号与 a 相同。</translation>
    </message>
    <message>
        <source>Where a is larger, smaller or equal: truth values for Where, Logic and Cast.</source>
        <translation>a 在何处更大、更小或相等：供 Where、Logic 和 Cast 使用的真值。</translation>
    </message>
    <message>
        <source>Writes an element for each index along one axis, or adds it to what is there.</source>
        <translation>沿一个轴按索引逐个写入元素，或加到原有元素上。</translation>
    </message>
    <message>
        <source>a letter an axis, the batch first everywhere; ... for any axes</source>
        <translation>每个轴一个字母，批次始终在最前；... 表示任意轴</translation>
    </message>
    <message>
        <source>an element is not part of its own sum</source>
        <translation>元素不计入自身的和</translation>
    </message>
    <message>
        <source>compared with where b is not wired</source>
        <translation>未连接 b 时与此数比较</translation>
    </message>
    <message>
        <source>from the end</source>
        <translation>从末尾开始</translation>
    </message>
    <message>
        <source>how they are joined</source>
        <translation>如何组合</translation>
    </message>
    <message>
        <source>length of a vector; &quot;classes&quot; follows the data set</source>
        <translation>向量的长度；“classes” 跟随数据集</translation>
    </message>
    <message>
        <source>of the tensor, without the batch</source>
        <translation>张量的形状，不含批次</translation>
    </message>
    <message>
        <source>off: it stays as it is</source>
        <translation>关闭：保持不变</translation>
    </message>
    <message>
        <source>off: the smallest</source>
        <translation>关闭：取最小的</translation>
    </message>
    <message>
        <source>one for each axis after the batch</source>
        <translation>批次之后每个轴一个</translation>
    </message>
    <message>
        <source>sizes of a sample to broadcast with; 1: as it is</source>
        <translation>样本广播到的大小；1：保持不变</translation>
    </message>
    <message>
        <source>what is asked of a</source>
        <translation>对 a 的判断</translation>
    </message>
    <message>
        <source>what is looked for</source>
        <translation>要找什么</translation>
    </message>
    <message>
        <source>what the elements become</source>
        <translation>元素变成的类型</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数张量</translation>
    </message>
    <message>
        <source>Equation</source>
        <translation>等式</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>重复次数</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>Exclusive</source>
        <translation>不含自身</translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Keep axis</source>
        <translation>保留轴</translation>
    </message>
    <message>
        <source>as many axes as x</source>
        <translation>轴数与 x 相同</translation>
    </message>
    <message>
        <source>the indices&apos; shape</source>
        <translation>与索引同形状</translation>
    </message>
</context>
<context>
    <name>viz</name>
    <message>
        <source>A larger batch gives the device more to do for each submit.</source>
        <translation>更大的批让设备每次提交做更多工作。</translation>
    </message>
    <message>
        <source>A larger batch makes calls longer; fusion makes them fewer (Plan shows which pass is off).</source>
        <translation>更大的批使每次调用更长；融合使调用更少（“编译计划”显示哪个阶段被关闭）。</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Alive at the peak</source>
        <translation>峰值时存活</translation>
    </message>
    <message>
        <source>Alive here</source>
        <translation>此处存活</translation>
    </message>
    <message>
        <source>Axis, view and files</source>
        <translation>坐标轴、视图与文件</translation>
    </message>
    <message>
        <source>Between {1} calls the device waits {2} of the step.</source>
        <translation>在 {1} 次调用之间，设备等待占单步的 {2}。</translation>
    </message>
    <message>
        <source>Calls of a kernel together</source>
        <translation>同一计算核的调用合并</translation>
    </message>
    <message>
        <source>Calls of a node together</source>
        <translation>同一节点的调用合并</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Click hides this curve</source>
        <translation>点击隐藏此曲线</translation>
    </message>
    <message>
        <source>Click shows this curve</source>
        <translation>点击显示此曲线</translation>
    </message>
    <message>
        <source>Click to try again.</source>
        <translation>点击重试。</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Compute the loss at</source>
        <translation>计算损失于</translation>
    </message>
    <message>
        <source>Every call</source>
        <translation>每次调用</translation>
    </message>
    <message>
        <source>FLOP/byte</source>
        <translation>FLOP/字节</translation>
    </message>
    <message>
        <source>FLOP/s</source>
        <translation>FLOP/s</translation>
    </message>
    <message>
        <source>Files and view</source>
        <translation>文件与视图</translation>
    </message>
    <message>
        <source>GB/s</source>
        <translation>GB/s</translation>
    </message>
    <message>
        <source>GFLOP/s</source>
        <translation>GFLOP/s</translation>
    </message>
    <message>
        <source>Compare later steps with this one</source>
        <translation>将之后的训练步与这一步比较</translation>
    </message>
    <message>
        <source>Compare no longer</source>
        <translation>停止比较</translation>
    </message>
    <message>
        <source>before, ms</source>
        <translation>之前，毫秒</translation>
    </message>
    <message>
        <source>Time in the step that was kept</source>
        <translation>在保留的那一步中的时间</translation>
    </message>
    <message>
        <source>now, ms</source>
        <translation>现在，毫秒</translation>
    </message>
    <message>
        <source>change, ms</source>
        <translation>变化，毫秒</translation>
    </message>
    <message>
        <source>Sorted by its size</source>
        <translation>按变化大小排序</translation>
    </message>
    <message>
        <source>ratio</source>
        <translation>比值</translation>
    </message>
    <message>
        <source>Time now over the time before</source>
        <translation>现在的时间与之前的时间之比</translation>
    </message>
    <message>
        <source>Grouping, view and files</source>
        <translation>分组、视图与文件</translation>
    </message>
    <message>
        <source>Height and colour by the logarithm of the loss</source>
        <translation>高度与颜色取损失的对数</translation>
    </message>
    <message>
        <source>It begins with the first step: press Train (F5).</source>
        <translation>从第一步开始绘制：请按“训练”(F5)。</translation>
    </message>
    <message>
        <source>It fills in while a run trains.</source>
        <translation>训练之后在此绘制。</translation>
    </message>
    <message>
        <source>It fills in while a run trains. Compute makes one of the last run.</source>
        <translation>运行结束后按“计算”绘制上次运行的损失地形。</translation>
    </message>
    <message>
        <source>Its first points come once the model is ready.</source>
        <translation>模型就绪后出现最初的点。</translation>
    </message>
    <message>
        <source>Let the tuner choose a variant for this shape: saddle tune.</source>
        <translation>让调优器为此形状选择变体：saddle tune。</translation>
    </message>
    <message>
        <source>Logarithmic values</source>
        <translation>对数坐标</translation>
    </message>
    <message>
        <source>Measure now</source>
        <translation>立即测量</translation>
    </message>
    <message>
        <source>Median time in a step</source>
        <translation>单步中的中位用时</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>NaN</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>Needs losses above zero</source>
        <translation>需要大于零的损失</translation>
    </message>
    <message>
        <source>No curve yet</source>
        <translation>还没有曲线</translation>
    </message>
    <message>
        <source>No gap, no wait and no kernel costs a tenth of the step without need.</source>
        <translation>没有空隙、等待或计算核无谓地占用单步的十分之一。</translation>
    </message>
    <message>
        <source>No landscape</source>
        <translation>没有损失地形</translation>
    </message>
    <message>
        <source>No landscape yet</source>
        <translation>还没有损失地形</translation>
    </message>
    <message>
        <source>No step measured</source>
        <translation>尚未测量任何一步</translation>
    </message>
    <message>
        <source>Not known: the peaks of this device are not measured</source>
        <translation>未知：未测量此设备的峰值</translation>
    </message>
    <message>
        <source>Nothing can be drawn here</source>
        <translation>此处无法绘制</translation>
    </message>
    <message>
        <source>Nothing stands out</source>
        <translation>没有明显问题</translation>
    </message>
    <message>
        <source>Over epochs</source>
        <translation>按轮次</translation>
    </message>
    <message>
        <source>Over steps</source>
        <translation>按步</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>主成分</translation>
    </message>
    <message>
        <source>PCA of the trajectory</source>
        <translation>轨迹主成分平面</translation>
    </message>
    <message>
        <source>Peaks of this device not measured: no roof is known.</source>
        <translation>未测量此设备的峰值：屋顶线未知。</translation>
    </message>
    <message>
        <source>Press Train (F5) or Step: steps are timed while a run trains.</source>
        <translation>请按“训练”(F5) 或“单步”：训练时会对各步计时。</translation>
    </message>
    <message>
        <source>Press Train (F5) or Step: the memory plan of the step is shown here.</source>
        <translation>请按“训练”(F5) 或“单步”：这里显示该步的内存规划。</translation>
    </message>
    <message>
        <source>Curvature here</source>
        <translation>此处的曲率</translation>
    </message>
    <message>
        <source>Curvature at every point</source>
        <translation>每个点的曲率</translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>largest λ</source>
        <translation>最大特征值</translation>
    </message>
    <message>
        <source>smallest λ</source>
        <translation>最小特征值</translation>
    </message>
    <message>
        <source>spectrum on its way</source>
        <translation>谱密度计算中</translation>
    </message>
    <message>
        <source>Sharpest directions: eigenvectors of the Hessian</source>
        <translation>曲率最大的方向：Hessian 的特征向量</translation>
    </message>
    <message>
        <source>Random directions, filter-normalised</source>
        <translation>随机方向，按滤波器归一化</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>Roofline</source>
        <translation>屋顶线</translation>
    </message>
    <message>
        <source>Run:</source>
        <translation>运行：</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>存为 CSV…</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>存为 SVG…</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>存为 PNG…</translation>
    </message>
    <message>
        <source>Save roofline as SVG…</source>
        <translation>将屋顶线存为 SVG…</translation>
    </message>
    <message>
        <source>Save table as CSV…</source>
        <translation>将表格存为 CSV…</translation>
    </message>
    <message>
        <source>Save timeline as SVG…</source>
        <translation>将时间线存为 SVG…</translation>
    </message>
    <message>
        <source>Share of the time of all kernels</source>
        <translation>占全部计算核用时的比例</translation>
    </message>
    <message>
        <source>Share of what is alive</source>
        <translation>占存活内存的比例</translation>
    </message>
    <message>
        <source>Share of what the device can reach at this FLOP/byte</source>
        <translation>占该 FLOP/字节下设备可达性能的比例</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Stops; what is computed stays</source>
        <translation>停止；已计算的部分保留</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>The graphics device was lost</source>
        <translation>图形设备已丢失</translation>
    </message>
    <message>
        <source>The host takes {1} of the step to submit and to wake.</source>
        <translation>主机提交与唤醒占单步的 {1}。</translation>
    </message>
    <message>
        <source>The landscape is on its way</source>
        <translation>损失地形计算中</translation>
    </message>
    <message>
        <source>Time over the last profiles</source>
        <translation>最近几次测量的用时</translation>
    </message>
    <message>
        <source>What limits it</source>
        <translation>受限于什么</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>alive</source>
        <translation>存活</translation>
    </message>
    <message>
        <source>arena</source>
        <translation>内存池</translation>
    </message>
    <message>
        <source>at</source>
        <translation>于</translation>
    </message>
    <message>
        <source>axes</source>
        <translation>坐标轴</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>begins at</source>
        <translation>开始于</translation>
    </message>
    <message>
        <source>bound</source>
        <translation>受限于</translation>
    </message>
    <message>
        <source>by call</source>
        <translation>按调用</translation>
    </message>
    <message>
        <source>by time</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>cache</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>call</source>
        <translation>次调用</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>次调用</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>compute</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>end</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>前向</translation>
    </message>
    <message>
        <source>from</source>
        <translation>从</translation>
    </message>
    <message>
        <source>gaps</source>
        <translation>空隙</translation>
    </message>
    <message>
        <source>grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>计算核</translation>
    </message>
    <message>
        <source>kernel call</source>
        <translation>计算核调用</translation>
    </message>
    <message>
        <source>kernels</source>
        <translation>计算核</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>log height</source>
        <translation>对数高度</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>对数 y</translation>
    </message>
    <message>
        <source>line</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>map</source>
        <translation>等高图</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>搬运</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>nan</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>of the roof</source>
        <translation>达到屋顶线</translation>
    </message>
    <message>
        <source>off the plane</source>
        <translation>偏离平面</translation>
    </message>
    <message>
        <source>offset</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>place on the line</source>
        <translation>直线上的位置</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>path off the plane by up to</source>
        <translation>轨迹偏离平面至多</translation>
    </message>
    <message>
        <source>pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>pca</source>
        <translation>主成分</translation>
    </message>
    <message>
        <source>peak</source>
        <translation>峰值</translation>
    </message>
    <message>
        <source>phase</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>place in the arena</source>
        <translation>内存池中的位置</translation>
    </message>
    <message>
        <source>points</source>
        <translation>个点</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>roof</source>
        <translation>屋顶线</translation>
    </message>
    <message>
        <source>size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>surface</source>
        <translation>曲面</translation>
    </message>
    <message>
        <source>tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>trail</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>{1} takes {2} of the step at {3} of its roof.</source>
        <translation>{1} 占单步的 {2}，达到其屋顶线的 {3}。</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Click: what made the model say so</source>
        <translation>点击：查看模型为何这样判断</translation>
    </message>
    <message>
        <source>Dead units</source>
        <translation>死亡单元</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Feature maps</source>
        <translation>特征图</translation>
    </message>
    <message>
        <source>Looks and files</source>
        <translation>视图与文件</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>Gradient x input of the score of</source>
        <translation>得分的梯度 × 输入，类别</translation>
    </message>
    <message>
        <source>Gradient x input of the sum of what the model gives</source>
        <translation>模型输出之和的梯度 × 输入</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>Next sample (right arrow)</source>
        <translation>下一个样本（右方向键）</translation>
    </message>
    <message>
        <source>No node selected</source>
        <translation>未选中节点</translation>
    </message>
    <message>
        <source>No real numbers here</source>
        <translation>这里没有实数</translation>
    </message>
    <message>
        <source>No run to look into</source>
        <translation>没有可查看的训练</translation>
    </message>
    <message>
        <source>No sample with a truth</source>
        <translation>没有带标签的样本</translation>
    </message>
    <message>
        <source>Nothing to see here</source>
        <translation>这里没有可看的内容</translation>
    </message>
    <message>
        <source>Over the batch</source>
        <translation>整个批次</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Press Train (F5), or show a stored run from the Runs panel.</source>
        <translation>按训练（F5），或在训练记录面板中显示已保存的训练。</translation>
    </message>
    <message>
        <source>Previous sample (left arrow)</source>
        <translation>上一个样本（左方向键）</translation>
    </message>
    <message>
        <source>Probability that the model gives to what it says</source>
        <translation>模型对其判断给出的概率</translation>
    </message>
    <message>
        <source>Saliency</source>
        <translation>显著性</translation>
    </message>
    <message>
        <source>Select a layer on the canvas: what it makes of a sample is shown here.</source>
        <translation>在画布上选择一个层：这里显示它对样本的输出。</translation>
    </message>
    <message>
        <source>Select another node on the canvas.</source>
        <translation>请在画布上选择其他节点。</translation>
    </message>
    <message>
        <source>The model is run on samples of its data.</source>
        <translation>正在用数据中的样本运行模型。</translation>
    </message>
    <message>
        <source>The split that is looked at has no labelled sample.</source>
        <translation>所查看的数据划分中没有带标签的样本。</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>dead units</source>
        <translation>死亡单元</translation>
    </message>
    <message>
        <source>deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>divergence</source>
        <translation>散度</translation>
    </message>
    <message>
        <source>elements that are zero for every sample of the batch</source>
        <translation>对批次中每个样本都为零的元素</translation>
    </message>
    <message>
        <source>heads</source>
        <translation>头</translation>
    </message>
    <message>
        <source>iterations</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>of this truth</source>
        <translation>（占该真实类别）</translation>
    </message>
    <message>
        <source>place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>said</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>said by the model, of each truth</source>
        <translation>模型的预测（按真实类别）</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>t-SNE goes on</source>
        <translation>t-SNE 仍在进行</translation>
    </message>
    <message>
        <source>truth</source>
        <translation>真实</translation>
    </message>
    <message>
        <source>variance explained</source>
        <translation>解释的方差</translation>
    </message>
    <message>
        <source>zeros</source>
        <translation>零</translation>
    </message>
    <message>
        <source>zeros in this map over the batch</source>
        <translation>该特征图在批次中为零</translation>
    </message>
    <message>
        <source>numbers a sample</source>
        <translation>每个样本的数字</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>t-SNE</source>
        <translation>t-SNE</translation>
    </message>
    <message>
        <source>Histograms</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>个数</translation>
    </message>
    <message>
        <source>more to come</source>
        <translation>仍在进行</translation>
    </message>
    <message>
        <source>Through time</source>
        <translation>随时间</translation>
    </message>
    <message>
        <source>The gradient vanishes on its way back through time:</source>
        <translation>梯度在沿时间反向传播时消失：</translation>
    </message>
    <message>
        <source>The gradient explodes on its way back through time:</source>
        <translation>梯度在沿时间反向传播时爆炸：</translation>
    </message>
    <message>
        <source>solid: gradient of the loss by the state; dashed: what is left of that of the last state</source>
        <translation>实线：损失对状态的梯度；虚线：末步状态梯度所余部分</translation>
    </message>
    <message>
        <source>left at the first step</source>
        <translation>首步所余</translation>
    </message>
    <message>
        <source>step of the sequence</source>
        <translation>序列步</translation>
    </message>
    <message>
        <source>length of the gradient</source>
        <translation>梯度长度</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Over-smoothing</source>
        <translation>过平滑</translation>
    </message>
    <message>
        <source>nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>edges</source>
        <translation>边</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>未显示</translation>
    </message>
    <message>
        <source>itself</source>
        <translation>自身</translation>
    </message>
    <message>
        <source>not known in this split</source>
        <translation>此划分中未知</translation>
    </message>
    <message>
        <source>all pairs</source>
        <translation>所有节点对</translation>
    </message>
    <message>
        <source>neighbours</source>
        <translation>相邻节点</translation>
    </message>
    <message>
        <source>energy</source>
        <translation>能量</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>rows that are zero</source>
        <translation>全零行</translation>
    </message>
    <message>
        <source>cosine distance of nodes after each layer, and Dirichlet energy: all near 0 is over-smoothing</source>
        <translation>每层之后节点的余弦距离与狄利克雷能量：全部接近 0 即为过平滑</translation>
    </message>
    <message>
        <source>Denoising</source>
        <translation>去噪</translation>
    </message>
    <message>
        <source>steps of noise in each frame; the last one is the sample</source>
        <translation>每帧所含噪声步数；最后一帧即样本</translation>
    </message>
    <message>
        <source>steps of noise</source>
        <translation>噪声步数</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>No stored point yet</source>
        <translation>还没有保存的点</translation>
    </message>
    <message>
        <source>A run keeps points of its way as it trains.</source>
        <translation>训练过程中会保存路径上的点。</translation>
    </message>
    <message>
        <source>No gradient observed yet</source>
        <translation>还没有观测到梯度</translation>
    </message>
    <message>
        <source>They are measured on every 64th step of a run.</source>
        <translation>训练中每 64 步测量一次。</translation>
    </message>
    <message>
        <source>The gradient vanishes on its way back:</source>
        <translation>梯度在反向传播中消失：</translation>
    </message>
    <message>
        <source>The gradient explodes on its way back:</source>
        <translation>梯度在反向传播中爆炸：</translation>
    </message>
    <message>
        <source>Length of the gradient, at the last observed step</source>
        <translation>梯度的长度（最后观测的一步）</translation>
    </message>
</context>
</TS>
