<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>catalog</name>
    <message>
        <source>Start weights</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>safetensors file that training begins from; empty: the initializers</source>
        <translation>训练起始所用的 safetensors 文件；留空：使用初始化方法</translation>
    </message>
    <message>
        <source>Spoken digits</source>
        <translation>语音数字</translation>
    </message>
    <message>
        <source>Recognises keywords: log-mel spectrograms of 64 frames, three convolutions, dropout. On the Free Spoken Digit Dataset (--data FOLDER) 97.2 % of its official test recordings are right (seed 1).</source>
        <translation>识别关键词：64 帧的对数梅尔频谱图、三个卷积层、dropout。在 Free Spoken Digit Dataset（--data FOLDER）的官方测试录音上正确率为 97.2 %（种子 1）。</translation>
    </message>
    <message>
        <source>MLP</source>
        <translation>多层感知机</translation>
    </message>
    <message>
        <source>DDPM on 28x28 digits</source>
        <translation>28x28 数字上的 DDPM</translation>
    </message>
    <message>
        <source>The same network at full size, without the time: the noise must tell it. On MNIST (--data FOLDER) its loss is 0.110 after 250 steps (in PyTorch 0.112).</source>
        <translation>同一网络的全尺寸版本，不输入时间步：须由噪声本身判断。在 MNIST（--data FOLDER）上训练 250 步后损失为 0.110（PyTorch 为 0.112）。</translation>
    </message>
    <message>
        <source>DDPM on 8x8 digits</source>
        <translation>8x8 数字上的 DDPM</translation>
    </message>
    <message>
        <source>A diffusion model of digits, padded and averaged to 8 x 8: four convolutions that are told the time. On MNIST (--data FOLDER) its loss is 0.057 after 2,500 steps (in PyTorch 0.055), and `saddle sample last -o grid.png` draws digits.</source>
        <translation>数字的扩散模型，图像填充并平均为 8 x 8：四个带时间嵌入的卷积层。在 MNIST（--data FOLDER）上训练 2,500 步后损失为 0.057（PyTorch 为 0.055），`saddle sample last -o grid.png` 可画出数字。</translation>
    </message>
    <message>
        <source>DDPM U-Net on 28x28 digits</source>
        <translation>28x28 数字上的 DDPM U-Net</translation>
    </message>
    <message>
        <source>Convolutional autoencoder</source>
        <translation>卷积自编码器</translation>
    </message>
    <message>
        <source>Digits through a code of 32 numbers and back, by convolutions. On the bundled digits the mean square error of a pixel (black 0, white 1) is 0.011 after 5 epochs, its mean size 0.037.</source>
        <translation>用卷积将数字压缩为 32 个数的编码再还原。在自带数字上训练 5 轮后，每像素（黑 0、白 1）的均方误差为 0.011，平均绝对误差为 0.037。</translation>
    </message>
    <message>
        <source>GAN on digits</source>
        <translation>数字上的 GAN</translation>
    </message>
    <message>
        <source>Two networks against each other (Goodfellow et al. 2014; the convolutions after Radford et al. 2016), each with its loss and optimizer. There is no best loss: on the bundled digits the discriminator's stays near 1.0 and the generator's near 1.1 after 15 epochs, and `saddle sample last -o grid.png` draws strokes like those of digits.</source>
        <translation>两个网络相互对抗（Goodfellow 等 2014；卷积结构参照 Radford 等 2016），各有自己的损失和优化器。没有所谓最佳损失：在自带数字上训练 15 轮后，判别器损失保持在 1.0 左右，生成器在 1.1 左右，`saddle sample last -o grid.png` 可画出类似数字的笔画。</translation>
    </message>
    <message>
        <source>Variational autoencoder</source>
        <translation>变分自编码器</translation>
    </message>
    <message>
        <source>A variational autoencoder of digits with 16 latent numbers (Kingma and Welling 2014): two losses, summed. On the bundled digits the validation loss is 0.147 a pixel after 10 epochs, 0.026 of it the divergence from the prior. `saddle sample last -o grid.png` draws digits.</source>
        <translation>具有 16 个隐变量的数字变分自编码器（Kingma 与 Welling 2014）：两项损失之和。在自带数字上训练 10 轮后，每像素验证损失为 0.147，其中 0.026 是与先验的散度。`saddle sample last -o grid.png` 可画出数字。</translation>
    </message>
    <message>
        <source>GAT on Cora</source>
        <translation>Cora 上的 GAT</translation>
    </message>
    <message>
        <source>Papers by subject from 20 labels a class: graph attention with 8 heads (Velickovic et al. 2018). Test accuracy 81.9 % +- 0.7 after 200 epochs.</source>
        <translation>每类 20 个标签的论文主题分类：8 头图注意力（Velickovic 等 2018）。200 轮后测试准确率 81.9 % ± 0.7。</translation>
    </message>
    <message>
        <source>GCN on Cora</source>
        <translation>Cora 上的 GCN</translation>
    </message>
    <message>
        <source>Papers by subject from 20 labels a class: two graph convolutions (Kipf and Welling 2017). Test accuracy 81.4 % +- 0.5 after 200 epochs.</source>
        <translation>每类 20 个标签的论文主题分类：两个图卷积层（Kipf 与 Welling 2017）。200 轮后测试准确率 81.4 % ± 0.5。</translation>
    </message>
    <message>
        <source>GIN on MUTAG</source>
        <translation>MUTAG 上的 GIN</translation>
    </message>
    <message>
        <source>GCN on the karate club</source>
        <translation>空手道俱乐部上的 GCN</translation>
    </message>
    <message>
        <source>Which of two parties each of 34 members joins, from two known members of each: trains without fetching anything, and after 200 epochs has more than 85 % of the others right.</source>
        <translation>由每方各两名已知成员，推断 34 名成员各自加入哪一方：无需下载任何数据即可训练，200 轮后其余成员有 85 % 以上判断正确。</translation>
    </message>
    <message>
        <source>GraphSAGE on Cora</source>
        <translation>Cora 上的 GraphSAGE</translation>
    </message>
    <message>
        <source>Papers by subject from 20 labels a class: two GraphSAGE layers with mean aggregation (Hamilton et al. 2017). On Cora (--data FOLDER) test accuracy 81.1 % after 200 epochs, mean of three seeds (in PyTorch 80.5 %).</source>
        <translation>每类 20 个标签的论文主题分类：两个均值聚合的 GraphSAGE 层（Hamilton 等 2017）。在 Cora（--data FOLDER）上训练 200 轮后，三个种子的平均测试准确率为 81.1 %（PyTorch 为 80.5 %）。</translation>
    </message>
    <message>
        <source>Anomalies of a monitored series</source>
        <translation>监测序列的异常</translation>
    </message>
    <message>
        <source>Finds what is unusual in the hourly load of a machine: an LSTM autoencoder of 24 hours, trained on hours when all was well. `saddle eval` ranks windows by their reconstruction error: on the bundled series, after 15 epochs, every window with a marked hour has a larger error than all others (anomaly_auc and anomalies_found 1).</source>
        <translation>找出机器每小时负载中的异常：24 小时的 LSTM 自编码器，只用正常时段训练。`saddle eval` 按重建误差对窗口排序：在自带序列上训练 15 轮后，所有含标记时刻的窗口误差都大于其余窗口（anomaly_auc 与 anomalies_found 均为 1）。</translation>
    </message>
    <message>
        <source>Character GPT</source>
        <translation>字符 GPT</translation>
    </message>
    <message>
        <source>Character LSTM</source>
        <translation>字符 LSTM</translation>
    </message>
    <message>
        <source>Predicts the next character of a text: windows of 64 characters, embedding 32, LSTM 128. On tiny shakespeare (--data FOLDER) 2.42 bits a character after 2,000 steps (in PyTorch 2.40).</source>
        <translation>预测文本的下一个字符：64 个字符的窗口、32 维嵌入、128 单元 LSTM。在 tiny shakespeare（--data FOLDER）上训练 2,000 步后为每字符 2.42 比特（PyTorch 为 2.40）。</translation>
    </message>
    <message>
        <source>Reads lines of text without knowing where their letters stand: convolutions with batch normalisation, the image's columns as a sequence, dropout, a bidirectional LSTM, CTC. On handwritten digit strings (--data FOLDER) 90.8 % of the test lines are read without a mistake after 12 epochs (in PyTorch 88.4 %).</source>
        <translation>无需知道字母位置即可读取文本行：带批归一化的卷积、以图像各列为序列、dropout、双向 LSTM、CTC。在手写数字串上（--data FOLDER），12 个轮次后 90.8 % 的测试行读得毫无差错（PyTorch 为 88.4 %）。</translation>
    </message>
    <message>
        <source>Monthly sunspots</source>
        <translation>每月太阳黑子数</translation>
    </message>
    <message>
        <source>Forecasts the next month&apos;s sunspots from 24 months: LSTM 1 to 32 and a linear layer. On monthly-sunspots.csv (--data FILE) the RMSE is 19.0 spots after 20 epochs (mean of three seeds).</source>
        <translation>由 24 个月预测下个月的太阳黑子数：LSTM（1 到 32）加一个线性层。在 monthly-sunspots.csv（--data FILE）上训练 20 轮后 RMSE 为 19.0（三个种子的平均）。</translation>
    </message>
    <message>
        <source>Daily temperatures</source>
        <translation>每日气温</translation>
    </message>
    <message>
        <source>Forecasts tomorrow's minimum temperature from 30 days: LSTM 1 to 32 and a linear layer. On daily-min-temperatures.csv (--data FILE) the RMSE is 2.18 degrees after 20 epochs.</source>
        <translation>由 30 天预测次日最低气温：LSTM（1 到 32）加一个线性层。在 daily-min-temperatures.csv（--data FILE）上训练 20 轮后 RMSE 为 2.18 度。</translation>
    </message>
    <message>
        <source>Which molecules belong to a class, of MUTAG (--data FOLDER) which of 188 are mutagenic: three GIN layers and a sum over the atoms (Xu et al. 2019), in 10-fold cross-validation. Its mean accuracy is 88.8 % at the epoch that is best for all folds.</source>
        <translation>判断分子属于哪一类，在 MUTAG（--data FOLDER）上判断 188 个分子中哪些具有致突变性：三个 GIN 层并对原子求和（Xu 等 2019），10 折交叉验证。取对所有折都最佳的轮次，平均准确率为 88.8 %。</translation>
    </message>
</context>
</TS>
